using Crm.Sdk.CrashWriter;
using Crm.Sdk.Storage;

// Commits to a file until somebody kills it, and says of each commit that it was acknowledged: Crm.Sdk.CrashWriter FILE
await using CrmRuntime crm = CrashWork.Over(args[0]);
await crm.OpenAsync();
for (int number = await CrashWork.LastAsync(crm) + 1; ; number++)
{
    await CrashWork.CommitAsync(crm, number);
    Console.WriteLine(number);
}
