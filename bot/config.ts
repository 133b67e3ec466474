/** Environment → one frozen, validated Config; lists every fault at once. */
export {};
