using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Values;

namespace Crm.Sdk.Plans.Analysis;

/// <summary>A candidate with what it reached.</summary>
public sealed record RankedCandidate
{
    /// <summary>The candidate.</summary>
    public required TechnologyCandidate Candidate { get; init; }

    /// <summary>The mean of its scores, each counted with the weight of its criterion: from 0 to 5, exact. A criterion without a score counts as 0.</summary>
    public required Rational Score { get; init; }

    /// <summary>The criteria that nobody scored it by.</summary>
    public required IReadOnlyList<string> Unscored { get; init; }
}

/// <summary>How much the first place depends on the weight of a criterion.</summary>
public sealed record WeightSensitivity
{
    /// <summary>The criterion.</summary>
    public required SelectionCriterion Criterion { get; init; }

    /// <summary>Its share of all weights, from 0 to 1.</summary>
    public required Rational Share { get; init; }

    /// <summary>The smallest share at which the first place stays, the other weights keeping their ratios.</summary>
    public required Rational From { get; init; }

    /// <summary>The largest share at which the first place stays.</summary>
    public required Rational To { get; init; }

    /// <summary>Who takes the first place where the share is just above <see cref="To"/>; null when nobody does.</summary>
    public string? Above { get; init; }

    /// <summary>Who takes the first place where the share is just below <see cref="From"/>; null when nobody does.</summary>
    public string? Below { get; init; }
}

/// <summary>Candidates by weighted criteria, and how far the weights could be moved until another comes first.</summary>
/// <remarks>
/// The weighted sum model. The score of a candidate is a straight line in the share of one criterion when the other weights keep their
/// ratios, so the bounds at which another line crosses that of the first are exact.
/// </remarks>
public sealed class SelectionRanking
{
    private SelectionRanking(IReadOnlyList<RankedCandidate> ranks, IReadOnlyList<WeightSensitivity> sensitivities)
    {
        Ranks = ranks;
        Sensitivities = sensitivities;
    }

    /// <summary>The candidates, the best first; equal ones in the order of the plan.</summary>
    public IReadOnlyList<RankedCandidate> Ranks { get; }

    /// <summary>For each criterion, how far its weight could be moved; empty with fewer than two candidates or criteria, or without weights above 0.</summary>
    public IReadOnlyList<WeightSensitivity> Sensitivities { get; }

    /// <summary>Ranks the candidates of a plan. Criteria with no weight above 0 are not considered.</summary>
    public static SelectionRanking Of(TechnologyPlan technology)
    {
        ArgumentNullException.ThrowIfNull(technology);
        List<SelectionCriterion> criteria = [.. technology.Criteria.Where(c => c.Weight > 0)];
        Rational total = criteria.Aggregate(Rational.Zero, (sum, c) => sum + Rational.FromDecimal(c.Weight));
        if (criteria.Count == 0)
        {
            return new SelectionRanking([], []);
        }

        List<RankedCandidate> ranks =
        [
            .. technology.Candidates.Select(candidate => new RankedCandidate
            {
                Candidate = candidate, Unscored = [.. criteria.Where(c => !candidate.Scores.Any(s => s.Criterion == c.Key)).Select(c => c.Key)],
                Score = criteria.Aggregate(Rational.Zero, (sum, c) => sum + (ScoreOf(candidate, c) * Rational.FromDecimal(c.Weight))) / total,
            }).OrderByDescending(r => r.Score),
        ];
        return new SelectionRanking(ranks, ranks.Count < 2 || criteria.Count < 2 ? [] : [.. criteria.Select(c => SensitivityOf(c, criteria, total, ranks))]);
    }

    private static Rational ScoreOf(TechnologyCandidate candidate, SelectionCriterion criterion) =>
        Rational.FromDecimal(candidate.Scores.FirstOrDefault(s => s.Criterion == criterion.Key)?.Score ?? 0m);

    private static WeightSensitivity SensitivityOf(SelectionCriterion criterion, List<SelectionCriterion> criteria, Rational total, List<RankedCandidate> ranks)
    {
        Rational weight = Rational.FromDecimal(criterion.Weight), share = weight / total, from = Rational.Zero, to = Rational.One;
        string? below = null, above = null;
        Rational steepestAbove = Rational.Zero, steepestBelow = Rational.Zero;
        (Rational Own, Rational Others) first = LineOf(ranks[0].Candidate);
        foreach (RankedCandidate other in ranks.Skip(1))
        {
            // first(w) - other(w) = a + b w, at the share of today not below 0.
            (Rational Own, Rational Others) line = LineOf(other.Candidate);
            Rational a = first.Others - line.Others, b = first.Own - first.Others - (line.Own - line.Others);
            if (b.IsZero)
            {
                continue;
            }

            Rational crossing = -a / b;
            // Where several cross at one share, the steepest leads beyond it.
            if (b < 0 && crossing >= share && (crossing < to || (crossing == to && above is not null && -b > steepestAbove)))
            {
                (to, above, steepestAbove) = (crossing, other.Candidate.Key, -b);
            }
            else if (b > 0 && crossing <= share && (crossing > from || (crossing == from && below is not null && b > steepestBelow)))
            {
                (from, below, steepestBelow) = (crossing, other.Candidate.Key, b);
            }
        }

        return new WeightSensitivity { Criterion = criterion, Share = share, From = from, To = to, Below = below, Above = above };

        (Rational Own, Rational Others) LineOf(TechnologyCandidate candidate) => (
            ScoreOf(candidate, criterion),
            criteria.Where(c => c != criterion).Aggregate(Rational.Zero, (sum, c) => sum + (ScoreOf(candidate, c) * Rational.FromDecimal(c.Weight))) / (total - weight));
    }
}
