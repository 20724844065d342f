using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <summary>Outcomes that are shared among the touches before them: a fact whose rows are worked out from those of other facts.</summary>
/// <remarks>
/// A row stands for an outcome and one touch of its entity that has a part in it, or for an outcome without a touch. Touches of an
/// outcome are those at or before it, less than <see cref="Within"/> before it, in the order of time and then of key (by code point).
/// </remarks>
public sealed class BoundAttribution
{
    /// <summary>The digits behind the point of a share.</summary>
    public const int ShareScale = 9;

    internal BoundAttribution(AttributionDeclaration declaration, BoundFact entity, BoundStep outcome, BoundStep touches, long? within, long? halfLife, FactSchema schema,
        IReadOnlySet<string> lineage)
    {
        Name = declaration.Name;
        Model = declaration.Model;
        Share = declaration.Share ?? Rational.Zero;
        Entity = entity;
        Outcome = outcome;
        Touches = touches;
        Within = within;
        HalfLife = halfLife;
        Schema = schema;
        Lineage = lineage;
    }

    /// <summary>The name, which is that of the fact.</summary>
    public string Name { get; }

    /// <summary>How touches share an outcome.</summary>
    public AttributionModel Model { get; }

    /// <summary>For <see cref="AttributionModel.Position"/> the share of the first and of the last; else 0.</summary>
    public Rational Share { get; }

    /// <summary>Who is touched and acts.</summary>
    public BoundFact Entity { get; }

    /// <summary>The rows that are shared.</summary>
    public BoundStep Outcome { get; }

    /// <summary>The rows that share them.</summary>
    public BoundStep Touches { get; }

    /// <summary>Less than how long before an outcome a touch is: microseconds, or days where times are days; null for any time.</summary>
    public long? Within { get; }

    /// <summary>For <see cref="AttributionModel.Decay"/> the half-life, in the same unit; else null.</summary>
    public long? HalfLife { get; }

    /// <summary>
    /// The fields of a row: its key, the time of the outcome, references to outcome, touch and entity, the share to nine digits, the weight of
    /// the touch among the others of its outcome, and its place among them, from 1. Without a touch the reference and the place are null.
    /// </summary>
    public FactSchema Schema { get; }

    /// <summary>What its steps were resolved to.</summary>
    internal IReadOnlySet<string> Lineage { get; }

    /// <summary>The column of the time.</summary>
    public static int TimeOrdinal => 1;

    /// <summary>The column of the outcome's key.</summary>
    public static int OutcomeOrdinal => 2;

    /// <summary>The column of the touch's key.</summary>
    public static int TouchOrdinal => 3;

    /// <summary>The column of the entity's key.</summary>
    public static int EntityOrdinal => 4;

    /// <summary>The column of the share.</summary>
    public static int ShareOrdinal => 5;

    /// <summary>The column of the weight.</summary>
    public static int WeightOrdinal => 6;

    /// <summary>The column of the place.</summary>
    public static int PlaceOrdinal => 7;

    /// <summary>Whether a row expression over the rows of the attribution is read of their touch.</summary>
    public bool ReadsTouch(BoundExpression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return expression switch
        {
            BoundField { Path.Count: > 0 } field => field.Path[0].From.Name == Name && field.Path[0].Ordinal == TouchOrdinal,
            BoundField field => field.Owner.Name == Name && field.Ordinal == TouchOrdinal,
            _ => expression.Children().Any(ReadsTouch),
        };
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>The part of an amount of an outcome that a row of an attribution has.</summary>
/// <remarks>
/// In the last decimal place of the amount's type: its size times the weight over the sum of the weights of the outcome, rounded down, and one
/// more for those with the largest remainder, the earlier of two that are equal, until the parts are the whole; with the amount's sign.
/// </remarks>
public sealed class BoundPart : BoundRowValue
{
    internal BoundPart(BoundAttribution attribution, BoundExpression amount)
        : base(amount.Type)
    {
        Attribution = attribution;
        Amount = amount;
    }

    /// <summary>The attribution.</summary>
    public BoundAttribution Attribution { get; }

    /// <summary>The amount, over a row of the outcome.</summary>
    public BoundExpression Amount { get; }
}
