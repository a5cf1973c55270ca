/** What a process and its start cost without any code. */
export const handler = async () => ({ statusCode: 200, body: "{}" });
