using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>The instant as of which a question is answered, or the local day that holds it where it stands beside days.</summary>
/// <remarks>
/// It is one for the whole question, whatever the period of a cell. Derived fields cannot speak of it: they belong to a row and to no
/// question.
/// </remarks>
public sealed class BoundNow : BoundExpression
{
    internal BoundNow(DataType type)
        : base(type)
    {
    }

    /// <summary>Whether the day is meant.</summary>
    public bool IsDay => Type.Kind == DataKind.Date;

    /// <inheritdoc/>
    public override string ToString() => "now";
}
