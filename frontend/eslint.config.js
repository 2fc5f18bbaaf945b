import tseslint from "typescript-eslint";

export default tseslint.config({ ignores: ["frontend/dist/**", "**/dist/**"] }, ...tseslint.configs.strict, {
  files: ["**/*.ts"],
  rules: {
    eqeqeq: "error",
    "max-lines": ["error", 200],
    "no-console": ["error", { allow: ["warn", "error"] }],
    "@typescript-eslint/no-non-null-assertion": "error",
  },
});
