import fc from "fast-check";

// Every mutant meets the same cases, so that none dies by luck and a second run says the same.
fc.configureGlobal({ seed: 20_261_122 });
