/**
 * Leaves of KERN-UX only what this site uses: KERN declares some 700 custom properties and repeats a fallback at each use.
 * 1. `var(--kern-x, 18px)` loses its fallback where `--kern-x` is declared.
 * 2. `--kern-x-contextual` (a second layer for nested surfaces, which we don't nest) becomes `--kern-x`.
 * 3. Declarations of custom properties nobody reads are dropped, until none is left.
 */
const CONTEXTUAL = /(--kern-[a-z0-9-]+)-contextual/g;
const FALLBACK = /var\(\s*(--kern-[a-z0-9-]+)\s*,\s*(?:[^()]|\([^()]*\))*\)/g;
const REFERENCE = /var\(\s*(--[A-Za-z0-9-]+)/g;

function usedProperties(root) {
    const used = new Set();
    root.walkDecls((declaration) => {
        for (const match of declaration.value.matchAll(REFERENCE)) used.add(match[1]);
    });
    return used;
}

function dropUnread(root) {
    const used = usedProperties(root);
    let dropped = 0;
    root.walkDecls(/^--/, (declaration) => {
        if (used.has(declaration.prop)) return;
        declaration.remove();
        dropped += 1;
    });
    return dropped;
}

export function slimKern() {
    return {
        postcssPlugin: "slim-kern",
        OnceExit(root) {
            root.walkDecls((declaration) => {
                declaration.value = declaration.value.replace(CONTEXTUAL, "$1");
            });
            const declared = new Set();
            root.walkDecls(/^--kern-/, (declaration) => void declared.add(declaration.prop));
            root.walkDecls((declaration) => {
                declaration.value = declaration.value.replace(FALLBACK, (whole, name) =>
                    declared.has(name) ? `var(${name})` : whole,
                );
            });
            while (dropUnread(root) > 0);
            root.walkRules((rule) => {
                if (rule.nodes.length === 0) rule.remove();
            });
        },
    };
}
