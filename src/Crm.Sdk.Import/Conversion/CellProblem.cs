namespace Crm.Sdk.Import.Conversion;

/// <summary>Why the text of a cell is not a value of its field's type.</summary>
internal enum CellProblem
{
    None,
    NotANumber,
    TooManyDecimals,
    TooLarge,
    OutsideRange,
    NotADate,
    SkippedTime,
    NotABoolean,
}
