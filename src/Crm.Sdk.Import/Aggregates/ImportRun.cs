using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Targets;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Import.Aggregates;

/// <summary>What all files of an import share.</summary>
internal sealed class ImportRun(CrmRuntime runtime, TenantId tenant, ActorRef actor, string cause, AggregateImportOptions options, bool isDryRun)
{
    public const string CausePrefix = "import:";

    public ICrmStore Store => runtime.Store;

    public TenantId Tenant { get; } = tenant;

    public string Cause { get; } = cause;

    public AggregateImportOptions Options { get; } = options;

    public bool IsDryRun { get; } = isDryRun;

    public ReferenceBook References { get; } = new(runtime.Store, tenant);

    /// <summary>What a dry run would have written, by concept, source and external id.</summary>
    public Dictionary<(string Concept, string Source, string Value), Row> DryRows { get; } = [];

    public CrmSession OpenSession() => runtime.OpenSession(Tenant, actor);

    /// <summary>The time now, to the microsecond, as stores keep it.</summary>
    public static Instant NowOf(CrmSession session) => StorageForm.ToInstant(StorageForm.Of(session.Now));
}

/// <summary>Tells of one file among those of an import.</summary>
internal sealed class FileProgress(IProgress<AggregateImportProgress>? progress, CsvFactSource source, int file, int files) : IProgress<ImportProgress>
{
    public void Report(ImportProgress value) => Tell(value.Rows, 0);

    public void Tell(long rowsRead, long rowsDone) => progress?.Report(new AggregateImportProgress
    {
        Source = source.Name, Concept = source.Schema.Name, File = file, Files = files, RowsRead = rowsRead, RowsDone = rowsDone,
    });
}
