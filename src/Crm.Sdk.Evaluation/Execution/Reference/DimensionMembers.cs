using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;
using Crm.Sdk.Values;
using NodaTime.Text;

namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <summary>The members of one dimension: which one a row has, and where the ones that occur stand on the axis.</summary>
internal sealed class DimensionMembers
{
    private readonly BoundDimension _dimension;
    private readonly CrmModel _model;
    private readonly RowInterpreter _interpreter;
    private readonly Dictionary<(MemberKind Kind, Value Value), int> _numbers = [];
    private readonly List<(MemberKind Kind, Value Value, string Label)> _members = [];
    private readonly HashSet<int> _shown = [];
    private int[][] _positions = [];

    /// <summary>Creates an empty list of members.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="model">The model, in which targets of references are found.</param>
    /// <param name="interpreter">Reads rows.</param>
    public DimensionMembers(BoundDimension dimension, CrmModel model, RowInterpreter interpreter)
    {
        _dimension = dimension;
        _model = model;
        _interpreter = interpreter;
    }

    /// <summary>The number of the member that a row has.</summary>
    public int MemberOf(BoundFact fact, FactRow row) => MemberOf(fact, _dimension.On(fact), row, _interpreter);

    /// <summary>The number of the member that a row of an aggregate has, read by an interpreter of its time.</summary>
    public int MemberOf(BoundAggregate aggregate, FactRow row, RowInterpreter interpreter) => MemberOf(aggregate.Fact, _dimension.On(aggregate), row, interpreter);

    /// <summary>Whether the member depends on when a row of the fact is read.</summary>
    public bool Reads(BoundFact fact) => _dimension.Reads(fact);

    private int MemberOf(BoundFact fact, BoundExpression expression, FactRow row, RowInterpreter interpreter)
    {
        Value value;
        MemberKind kind;
        if (expression is BoundField field)
        {
            (kind, value) = Read(field, row, interpreter);
        }
        else
        {
            value = interpreter.Evaluate(expression, row);
            kind = value.IsNull ? MemberKind.None : MemberKind.Value;
        }

        if (fact.Attribution?.ReadsTouch(expression) == true && RowInterpreter.Read(row, BoundAttribution.TouchOrdinal).IsNull)
        {
            (kind, value) = (MemberKind.Unattributed, Value.Null);
        }

        if (!_numbers.TryGetValue((kind, value), out int number))
        {
            number = _members.Count;
            _numbers.Add((kind, value), number);
            _members.Add((kind, value, LabelOf(kind, expression.Type, value)));
        }

        return number;
    }

    /// <summary>How many members stand on the axis, the total not among them.</summary>
    public int Shown => _shown.Count;

    /// <summary>Puts a member on the axis.</summary>
    public void Show(int member) => _shown.Add(member);

    /// <summary>The axis of the members that were shown.</summary>
    public CubeAxis ToAxis()
    {
        int[] order = [.. _shown.OrderBy(m => _members[m].Kind).ThenBy(m => _members[m].Value, Comparer<Value>.Create(Compare))];
        _positions = new int[_members.Count][];
        for (int i = 0; i < order.Length; i++)
        {
            _positions[order[i]] = [i, order.Length];
        }

        return new CubeAxis(
            _dimension.Name,
            AxisKind.Dimension,
            [.. order.Select(m => new AxisMember(_members[m].Label, _members[m].Kind)), new AxisMember(AxisMember.TotalLabel, MemberKind.Total)]);
    }

    /// <summary>Whether a member stands at a position of the axis; the total is where each does, also one that has no position of its own.</summary>
    public bool IsAt(int member, int position) => position == _shown.Count || (member < _positions.Length && _positions[member] is { } own && own.Contains(position));

    /// <summary>The positions of a member on the axis: its own and the total.</summary>
    public int[] PositionsOf(int member) => _positions[member];

    private int Compare(Value left, Value right) =>
        left.Text is { } text ? _dimension.TextOrder.Compare(text, right.Text) : Value.Compare(left, right);

    private (MemberKind Kind, Value Value) Read(BoundField field, FactRow row, RowInterpreter interpreter)
    {
        switch (interpreter.Follow(field.Path, row, out FactRow end))
        {
            case PathEnd.Null:
                return (MemberKind.None, Value.Null);
            case PathEnd.Dangling:
                return (MemberKind.Unknown, Value.Null);
        }

        Value value = RowInterpreter.Read(end, field.Ordinal);
        return value.IsNull ? (MemberKind.None, Value.Null)
            : field.Type.Kind == DataKind.Reference && !HasRow(field.Type.Target!, value.Text!) ? (MemberKind.Unknown, Value.Null)
            : (MemberKind.Value, value);
    }

    // A fact that the model does not know has no rows.
    private bool HasRow(string fact, string key) =>
        _model.Facts.TryGetValue(fact, out BoundFact? target) && _interpreter.TryFind(target.Schema, key, out _);

    private static string LabelOf(MemberKind kind, DataType type, Value value) => type.Kind switch
    {
        _ when kind == MemberKind.None => AxisMember.NoneLabel,
        _ when kind == MemberKind.Unknown => AxisMember.UnknownLabel,
        _ when kind == MemberKind.Unattributed => AxisMember.UnattributedLabel,
        _ when value.Text is { } text => text,
        DataKind.Boolean => value.IsTrue ? "true" : "false",
        DataKind.Date => LocalDatePattern.Iso.Format(StorageForm.ToDate((long)value.Number.Numerator)),
        DataKind.Instant => InstantPattern.ExtendedIso.Format(StorageForm.ToInstant((long)value.Number.Numerator)),
        _ => value.Number.ToString(),
    };
}
