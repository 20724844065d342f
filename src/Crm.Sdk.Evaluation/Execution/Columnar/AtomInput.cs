using System.Numerics;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Planning;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>What an atom reads of a row: which rows, and which value of each.</summary>
internal sealed class AtomInput
{
    private readonly Lazy<BitMask?> _mask;
    private readonly Lazy<(int[] Codes, int Domain)> _codes;

    public AtomInput(Func<BitMask?> mask)
    {
        _mask = new Lazy<BitMask?>(mask);
        _codes = new Lazy<(int[], int)>(() => Codes is { } texts ? (texts, Domain) : NumberCodes.Of(Values!));
    }

    private AtomInput(AtomInput other)
    {
        _mask = other._mask;
        _codes = other._codes;
    }

    /// <summary>The same of other rows in time, which lie on a grid as <paramref name="fact"/> says.</summary>
    public AtomInput At(Scan scan, FactGrid fact) => new(this)
    {
        Atom = Atom, Scan = scan, Fact = fact, Rows = Rows, Values = Values, Codes = Codes, Domain = Domain, Converted = Converted,
    };

    public required Atom Atom { get; init; }

    public required Scan Scan { get; init; }

    public required FactGrid Fact { get; init; }

    public required RowEvaluator Rows { get; init; }

    /// <summary>The operand, where it is a number.</summary>
    public NumberVector? Values { get; init; }

    /// <summary>The operand, where it is an amount that is converted into fractions; <see cref="Values"/> are then their places in order, or the amounts.</summary>
    public ConvertedVector? Converted { get; init; }

    /// <summary>The operand, where it is a text: its code.</summary>
    public int[]? Codes { get; init; }

    /// <summary>Codes are below it.</summary>
    public int Domain { get; init; }

    /// <summary>Which rows match; null for all. Computed when it is first read: a fused scan does without.</summary>
    public BitMask? Mask => _mask.Value;

    /// <summary>A code for each row's operand, text or number, and the number below which codes are; 0 is null.</summary>
    public (int[] Codes, int Domain) OperandCodes => _codes.Value;

    /// <summary>Whether all that is asked of the values is their sum, and 64 bits hold it.</summary>
    public bool NeedsSum => Converted is null && Atom.Kind == AtomKind.Additive && Values is { Wide: null } && Values.SumsFit(Rows.Count);

    /// <summary>Whether the values themselves are asked for.</summary>
    public bool NeedsValues => Atom.Operand is not null && !NeedsSum && (Atom.Kind != AtomKind.Additive || Values is not null || Codes is not null);

    public bool IsNull(int row) => Values is not null ? Values.IsNull(row) : Codes is not null && Codes[row] == 0;

    public BigInteger ExactAt(int row) => Values is not null ? Values.Exact(Values.Values[row]) : Codes![row];

    /// <summary>Which rows have no operand; null when all have one.</summary>
    public bool[]? OperandNulls() => Values is not null ? Values.Nulls : Codes is null ? null : Array.ConvertAll(Codes, c => c == 0);
}
