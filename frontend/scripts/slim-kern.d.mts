import type { Plugin } from "postcss";
export declare function slimKern(): Plugin;
