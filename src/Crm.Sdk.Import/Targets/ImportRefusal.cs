namespace Crm.Sdk.Import.Targets;

/// <summary>A row cannot be taken as it is. It never leaves the import: it becomes a finding of the row.</summary>
internal sealed class ImportRefusal : Exception
{
    public ImportRefusal(string code, string? field, string message, string mend)
        : base(message)
    {
        Code = code;
        Field = field;
        Mend = mend;
    }

    public string Code { get; }

    /// <summary>The field concerned; null for the row as a whole.</summary>
    public string? Field { get; }

    public string Mend { get; }

    /// <summary>The row; null for the first one of its aggregate.</summary>
    public RowPlace? Place { get; init; }
}
