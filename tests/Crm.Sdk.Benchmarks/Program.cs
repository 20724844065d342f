using Crm.Sdk.Benchmarks;

if (args.Length == 0 || args[0] != "ratios")
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Crm.Sdk.Benchmarks -- ratios [ID...] [--rounds N]");
    return 2;
}

int at = Array.IndexOf(args, "--rounds");
int rounds = at > 0 && at + 1 < args.Length ? int.Parse(args[at + 1]) : 7;
var wanted = args.Skip(1).TakeWhile(a => a != "--rounds").ToHashSet(StringComparer.OrdinalIgnoreCase);
bool Wanted(string id) => wanted.Count == 0 || wanted.Contains(id);

bool held = true;
if (Wanted("E1"))
{
    held &= EngineRows.Run(1_000_000, rounds);
}

string retail = Path.Combine(RepositoryRoot(), "..", "shared", "data", "online-retail", "online_retail.csv.gz");
if (Wanted("I1") && !File.Exists(retail))
{
    Console.WriteLine("I1 csvhelper-loop skipped: shared/data is not beside the checkout");
}
else if (Wanted("I1"))
{
    held &= ImportRows.Speed(retail, rounds);
}

if (Wanted("I2"))
{
    held &= ImportRows.Memory();
}

if (Wanted("S1"))
{
    held &= StoreRows.Commit(100_000, rounds);
}

if (Wanted("S2"))
{
    held &= StoreRows.Load(1_000_000, rounds);
}

if (Wanted("P1"))
{
    held &= PlanRow.Run(1_000_000, rounds);
}

if (Wanted("T1"))
{
    TimelineRow.Run();
}

return held ? 0 : 1;

static string RepositoryRoot()
{
    string folder = AppContext.BaseDirectory;
    while (!File.Exists(Path.Combine(folder, "Crm.Sdk.sln")))
    {
        folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run this from a checkout.");
    }

    return folder;
}
