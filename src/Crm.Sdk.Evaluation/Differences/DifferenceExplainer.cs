using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Evaluation.Differences;

/// <summary>Goes from one answer to another step by step.</summary>
/// <param name="model">The definitions.</param>
/// <param name="evaluate">Answers a query over rows.</param>
internal sealed class DifferenceExplainer(CrmModel model, Func<BoundQuery, FactSet, Cube> evaluate)
{
    private const string OtherQuestion = "CRM3044", TooManyRows = "CRM3045";
    private const int MostSteps = 1_000;

    /// <summary>Explains the difference.</summary>
    /// <param name="before">The first question.</param>
    /// <param name="after">The second one; the same but for what was known, the instant and versions of definitions.</param>
    /// <param name="rows">The rows of the first question; the second has the same when there is no history.</param>
    /// <param name="history">The versions of the rows with the two positions; null when both questions are of the same rows.</param>
    /// <param name="detail">How finely it is taken apart.</param>
    /// <param name="cancellationToken">Ends the work between steps.</param>
    /// <exception cref="InvalidDefinitionException">The questions are not the same, or too many rows changed to look at one by one.</exception>
    public AnswerDifference Explain(
        MetricQuery before, MetricQuery after, FactSet rows, (FactHistory History, long After, long Until)? history, DifferenceDetail detail, CancellationToken cancellationToken)
    {
        CheckSame(before, after);
        BoundQuery bound = QueryBinder.Bind(model, before).ThrowIfInvalid(), later = QueryBinder.Bind(model, after).ThrowIfInvalid();
        FactSteps? facts = history is { } h ? new FactSteps(h.History, h.After, h.Until, bound, detail) : null;
        if (facts is not null && detail == DifferenceDetail.Rows && facts.Steps.Count > MostSteps)
        {
            throw Refused(TooManyRows, "atPosition", $"{facts.Steps.Count} rows changed; at most {MostSteps} are looked at one by one.", "Ask by causes, or for positions that lie nearer together.");
        }

        var steps = new List<DifferenceStep>(facts?.Steps ?? []);
        Cube first = evaluate(bound, rows), last = first;
        var moves = new CellMoves(first);
        foreach (DifferenceStep step in steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            facts!.Apply(step);
            rows = new FactSet(facts.Tables) { Position = step == steps[^1] ? history!.Value.Until : null };
            moves.Next(step, last = evaluate(bound, rows));
        }

        if (before.Now != after.Now)
        {
            Move(ChangeCause.Time, QueryBinder.Bind(model, before with { Now = after.Now }).ThrowIfInvalid());
        }

        if (!before.Metrics.SequenceEqual(after.Metrics, StringComparer.Ordinal))
        {
            Move(ChangeCause.Definition, later);
        }

        if (history is { } known && last.Meta.Position != known.Until)
        {
            // Nothing that the question needs is otherwise, but the answer is of another position.
            last = evaluate(later, new FactSet(rows.Tables) { Position = known.Until });
        }

        return new AnswerDifference(first, last, steps, moves.Moved(last));

        void Move(ChangeCause cause, BoundQuery query)
        {
            var step = new DifferenceStep(cause, []);
            steps.Add(step);
            moves.Next(step, last = evaluate(query, rows));
        }
    }

    private static void CheckSame(MetricQuery before, MetricQuery after)
    {
        string? other =
            !before.Metrics.Select(BaseName).SequenceEqual(after.Metrics.Select(BaseName), StringComparer.Ordinal) ? "metrics"
            : before.From != after.From ? "from" : before.To != after.To ? "to" : before.Grain != after.Grain ? "grain"
            : !before.By.SequenceEqual(after.By, StringComparer.Ordinal) ? "by"
            : !before.Segments.SequenceEqual(after.Segments, StringComparer.Ordinal) ? "segments"
            : !IsSame(before.Calendar, after.Calendar) ? "calendar"
            : !before.Rates.SequenceEqual(after.Rates) ? "rates" : null;
        if (other is not null)
        {
            throw Refused(OtherQuestion, other, "The two answers are to different questions, which differ in more than what was known, the instant and versions of definitions.", "Ask the same of both.");
        }
    }

    private static bool IsSame(ReportingCalendar a, ReportingCalendar b) =>
        ReferenceEquals(a, b) || (a.Zone.Equals(b.Zone) && a.FiscalStartMonth == b.FiscalStartMonth && Equals(a.Scheme, b.Scheme));

    private static string BaseName(string metric) => metric.Split('@')[0];

    private static InvalidDefinitionException Refused(string code, string path, string message, string mend) =>
        new([new Finding(code, FindingSeverity.Error, message, mend, new FindingPlace { Path = path })]);
}
