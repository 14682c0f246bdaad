// Never finishes loading.
for (;;);

export const double = () => []
