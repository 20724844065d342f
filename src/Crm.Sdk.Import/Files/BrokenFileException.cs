namespace Crm.Sdk.Import.Files;

/// <summary>Ends the reading of a file that cannot be read further; becomes a finding and never leaves this package.</summary>
internal sealed class BrokenFileException(string code, string message, string mend) : Exception(message)
{
    public string Code { get; } = code;

    public string Mend { get; } = mend;
}
