namespace Crm.Sdk.Import.Mapping;

/// <summary>What becomes of a row whose key an earlier row of the file has.</summary>
public enum DuplicateKeyRule
{
    /// <summary>It is rejected with a finding.</summary>
    Reject,

    /// <summary>It is skipped and counted, without a finding: the first row with a key wins.</summary>
    KeepFirst,
}
