using Crm.Sdk.Evaluation.Execution.Columnar;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Evaluation;

/// <summary>The rows that a query speaks of: those of now, or those that were known at a position of the log.</summary>
internal sealed class KnownFacts
{
    private const string NoHistory = "CRM3041", NoSuchPosition = "CRM3042";

    private readonly CrmModel _model;
    private readonly FactHistory? _history;
    private readonly Lazy<View> _now;
    private volatile View? _earlier;

    public KnownFacts(CrmModel model, FactSet facts)
    {
        _model = model;
        _now = new Lazy<View>(() => new View(model, facts));
    }

    public KnownFacts(CrmModel model, FactHistory history)
    {
        _model = model;
        _history = history;
        _now = new Lazy<View>(() => new View(model, history.At(history.Latest)));
    }

    private KnownFacts(CrmModel model, Lazy<View> now) => (_model, _now) = (model, now);

    /// <summary>The rows of now for a model that has all definitions of this one's, and more.</summary>
    public KnownFacts With(CrmModel wider) => new(wider, new Lazy<View>(() => new View(_now.Value, wider)));

    /// <summary>All versions of the rows.</summary>
    /// <param name="path">The part of the query that needs them.</param>
    /// <exception cref="InvalidDefinitionException">The rows come without a log.</exception>
    public FactHistory History(string path) => _history ?? throw Refused(
        NoHistory, path, "What was known earlier is asked for, and these facts come without a log.", "Give the engine a FactHistory, such as CrmRuntime.LoadHistoryAsync loads, or ask without it.");

    /// <summary>The rows for a query.</summary>
    /// <exception cref="InvalidDefinitionException">They come without a log, or the log has no such position.</exception>
    public View Of(MetricQuery query) => query.AtPosition is { } position ? At(position, "atPosition")
        : query.KnownAt is { } instant ? At(History("knownAt").KnownAt(instant), "knownAt")
        : _now.Value;

    /// <summary>The rows that were known at a position.</summary>
    /// <param name="position">The position; 0 for nothing.</param>
    /// <param name="path">The part of the query that names it.</param>
    /// <exception cref="InvalidDefinitionException">They come without a log, or the log has no such position.</exception>
    public View At(long position, string path)
    {
        FactHistory history = History(path);
        if (position < 0 || position > history.Latest)
        {
            throw Refused(NoSuchPosition, path, $"The log has no position {position}: it ends at {history.Latest}.", "Ask for one that was committed; what is still to come may change the answer.");
        }

        if (position == history.Latest)
        {
            return _now.Value;
        }

        View? earlier = _earlier;
        if (earlier?.Facts.Position != position)
        {
            _earlier = earlier = new View(_model, history.At(position));
        }

        return earlier!;
    }

    private static InvalidDefinitionException Refused(string code, string path, string message, string mend) =>
        new([new Finding(code, FindingSeverity.Error, message, mend, new FindingPlace { Path = path })]);

    /// <summary>Rows, and their columns.</summary>
    public sealed class View
    {
        public View(CrmModel model, FactSet facts) => (Facts, Columnar) = (facts, new ColumnarExecutor(model, facts));

        public View(View narrower, CrmModel wider) => (Facts, Columnar) = (narrower.Facts, narrower.Columnar.With(wider));

        public FactSet Facts { get; }

        public ColumnarExecutor Columnar { get; }
    }
}
