using System.Text.RegularExpressions;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Objectives.Sentences;

/// <summary>Reads objectives as people write them in one English sentence, such as <c>Raise retention by 5 % within a year</c>.</summary>
/// <remarks>
/// It reads what is there and asks for the rest: what is to happen, to what, by how much, until when, for whom, and who answers for it, in any
/// order. Nothing is guessed without a finding that says so. Quarters and years are those of the calendar that begins in January.
/// </remarks>
public static partial class ObjectiveSentence
{
    private const string NoVerb = "CRM6016", NoMetric = "CRM6017", SeveralMetrics = "CRM6018", NoAmount = "CRM6019", ShareOrPoints = "CRM6020", NoPeriod = "CRM6021", PeriodIsOver = "CRM6022",
        AllCustomers = "CRM6023", NoSegment = "CRM6024", NoOwner = "CRM6025", TwoPeriods = "CRM6026", WrongWay = "CRM6027", NotRead = "CRM6028", NoKind = "CRM6029", OtherUnit = "CRM6030";

    /// <summary>Reads a sentence.</summary>
    /// <param name="text">One sentence in English.</param>
    /// <param name="vocabulary">What it may name.</param>
    /// <returns>What it says, with findings for what it leaves open.</returns>
    /// <exception cref="ArgumentException">There is no sentence.</exception>
    public static ObjectiveDraft Parse(string text, ObjectiveVocabulary vocabulary)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        ArgumentNullException.ThrowIfNull(vocabulary);
        return new Reading(text, vocabulary).Read();
    }

    [GeneratedRegex(@"\b(?:(?<up>raise|increase|improve|grow|boost|lift|expand|double|triple|win|acquire|gain|attract|sign|get)|(?<down>reduce|lower|cut|decrease|shorten|shrink|halve)|(?<open>reach|achieve|attain|bring|keep|hold|maintain|retain))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Verb();

    [GeneratedRegex(@"[,;(]?\s*\b(?:owned\s+by|led\s+by|owner:?|responsible:?)\s+(?<name>[\p{L}][\p{L}0-9_.-]*[\p{L}0-9])\)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnedBy();

    [GeneratedRegex(@"\b(?:for|among|amongst|of|in|with|from)\s+(?:the\s+|our\s+|all\s+)?(?<name>[\p{L}][\p{L}0-9_-]*(?:\s+[\p{L}0-9_-]+){0,3})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whose();

    [GeneratedRegex(@"\b(?:retention|retain\w*|churn|loyal\w*|repeat|win\s*back|keep|stay|renew\w*|satisf\w*|csat|nps|promoter|complaint\w*)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Keeps();

    [GeneratedRegex(@"\b(?:new\s+(?:\w+\s+)?(?:customer|client|account|buyer)s?|acqui\w+|leads?|win\s+rate|conversion|trials?|prospects?|market\s+share)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Wins();

    [GeneratedRegex(@"\b(?:up-?sell\w*|cross-?sell\w*|revenue|sales|turnover|order|orders|basket|wallet|expansion|margin|lifetime\s+value)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Develops();

    [GeneratedRegex(@"\b(?:rates?|share|percentage|retention|churn|conversion)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SoundsLikeShare();

    /// <summary>One sentence while it is read. What is understood is blanked out, so that places stay and nothing is read twice.</summary>
    private sealed class Reading(string text, ObjectiveVocabulary vocabulary)
    {
        private readonly List<Finding> _findings = [];
        private string _left = "";

        public ObjectiveDraft Read()
        {
            _left = text;
            string? owner = Owner();
            SentencePeriod? period = Period();
            Match verb = Verb().Match(_left);
            SentenceAmount? amount = SentenceAmount.Of(_left);
            if (amount is { Length: > 0 })
            {
                Take(amount.Start, amount.Length);
            }

            if (verb.Success)
            {
                Take(verb.Index, verb.Length);
            }
            else
            {
                Add(NoVerb, FindingSeverity.Error, "No word says what is to happen.", "Begin with one such as raise, reduce, reach or win.", 0, text.Length);
            }

            string? segment = Segment();
            var (subject, at) = Subject();
            List<ObjectiveMetric> metrics = Metric(subject, at, verb.Value);
            ObjectiveMetric? metric = metrics.FirstOrDefault();
            SentenceDirection direction = verb.Groups["up"].Success ? SentenceDirection.Up : verb.Groups["down"].Success ? SentenceDirection.Down
                : metric?.MoreIsBetter == false ? SentenceDirection.Down : SentenceDirection.Up;
            var (target, other) = Target(amount, direction, metric, subject, verb);
            if (segment is null && _findings.TrueForAll(f => f.Code != NoSegment))
            {
                Add(AllCustomers, FindingSeverity.Information, "No segment is named: it is about all customers.", "Name one behind 'for', if it is not.", 0, text.Length);
            }

            return new ObjectiveDraft
            {
                Text = text.Trim(), Kind = Kind(metric), Subject = subject, Metrics = [.. metrics.Select(m => m.Name)], Target = target, OtherTarget = other, From = period?.From, To = period?.To,
                Segment = segment, Owner = owner, Reading = metric is { AddsUp: true } ? ObjectiveReading.ToDate : ObjectiveReading.LastPeriod, Grain = GrainOf(period),
                Findings = [.. _findings.OrderByDescending(f => f.Severity).ThenBy(f => f.Place.Span!.Value.Start).ThenBy(f => f.Code, StringComparer.Ordinal)],
            };
        }

        private string? Owner()
        {
            Match match = OwnedBy().Match(_left);
            if (!match.Success)
            {
                Add(NoOwner, FindingSeverity.Warning, "Nobody answers for it.", "Add ', owned by' and a name.", 0, text.Length);
                return null;
            }

            Take(match.Index, match.Length);
            string name = match.Groups["name"].Value;
            string? known = vocabulary.Owners.FirstOrDefault(o => o.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (vocabulary.Owners.Count > 0 && known is null)
            {
                Add(NoOwner, FindingSeverity.Warning, $"Nobody is called '{name}'.", Suggestion.Mend(name, vocabulary.Owners), match.Groups["name"].Index, name.Length);
                return null;
            }

            return known ?? name;
        }

        private SentencePeriod? Period()
        {
            SentencePeriod? period = SentencePeriod.Of(_left, vocabulary.Today);
            if (period is null)
            {
                Add(NoPeriod, FindingSeverity.Error, "Nothing says by when.", "Add for example 'within a year' or 'by 2027-06-30'.", 0, text.Length);
                return null;
            }

            Take(period.Start, period.Length);
            if (period.To <= period.From)
            {
                Add(PeriodIsOver, FindingSeverity.Error, $"'{Said(period.Start, period.Length)}' is over on {vocabulary.Today:uuuu-MM-dd}.", "Name a day to come.", period.Start, period.Length);
                return null;
            }

            if (period.Also is { } also)
            {
                Add(TwoPeriods, FindingSeverity.Information, $"'{Said(period.Start, period.Length)}' may also mean {also}.", "Name the day, if it is not: 'by 2027-06-30'.", period.Start, period.Length);
            }

            return period;
        }

        private string? Segment()
        {
            foreach (Match match in Whose().Matches(_left))
            {
                Group name = match.Groups["name"];
                if (SentenceNames.Named(name.Value, vocabulary.Segments) is { } segment)
                {
                    Take(match.Index, match.Length);
                    return segment;
                }

                // "of" and "in" belong to the metric as often as not; "for" and "among" name people.
                if (match.Value.StartsWith("for", StringComparison.OrdinalIgnoreCase) || match.Value.StartsWith("among", StringComparison.OrdinalIgnoreCase))
                {
                    Take(match.Index, match.Length);
                    if (SentenceNames.Words(name.Value) is not ["customer"])
                    {
                        Add(NoSegment, FindingSeverity.Warning, $"No segment is called '{name.Value.Trim()}'.", Suggestion.Mend(name.Value.Trim().Replace(' ', '_'), vocabulary.Segments), name.Index, name.Value.TrimEnd().Length);
                    }

                    return null;
                }
            }

            return null;
        }

        // The first words in a row that are left.
        private (string Subject, int At) Subject()
        {
            string plain = _left.TrimEnd('.', '!', ' ', ',');
            int start = 0;
            while (start < plain.Length && !char.IsLetterOrDigit(plain[start]))
            {
                start++;
            }

            int end = start;
            while (end < plain.Length && plain[end] is not (',' or ';' or '.' or Taken))
            {
                end++;
            }

            string subject = plain[start..end].Trim();
            Take(start, end - start);
            Match rest = Regex.Match(_left, @"[\p{L}0-9][^\u0000]*[\p{L}0-9]|[\p{L}0-9]", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            if (rest.Success && SentenceNames.Words(rest.Value).Count > 0)
            {
                Add(NotRead, FindingSeverity.Warning, $"'{rest.Value.Trim()}' is not understood and left out.", "Say it in other words, or put it into the title.", rest.Index, rest.Length);
            }

            return (subject, start);
        }

        private List<ObjectiveMetric> Metric(string subject, int at, string verb)
        {
            // Some verbs say as much of what is measured as the words behind them.
            string also = verb.ToLowerInvariant() switch
            {
                "retain" => " retention",
                "win" or "acquire" or "gain" or "attract" or "sign" => " new",
                _ => "",
            };
            List<ObjectiveMetric> metrics = SentenceNames.Metrics(subject + also, vocabulary.Metrics);
            if (metrics.Count == 0)
            {
                Add(NoMetric, FindingSeverity.Error, subject.Length == 0 ? "Nothing says what is measured." : $"No metric is called anything like '{subject}'.",
                    vocabulary.Metrics.Count == 0 ? "Define one." : Suggestion.Mend(subject.Replace(' ', '_'), vocabulary.Metrics.Select(m => m.Name)), subject.Length == 0 ? 0 : at, subject.Length == 0 ? text.Length : subject.Length);
            }
            else if (metrics.Count > 1)
            {
                Add(SeveralMetrics, FindingSeverity.Warning, $"'{subject}' may be {string.Join(" or ", metrics.Take(4).Select(m => $"'{m.Name}'"))}.", $"'{metrics[0].Name}' is taken; write the name of another, if it is meant.", at, subject.Length);
            }

            return metrics;
        }

        private (TargetExpression? Target, TargetExpression? Other) Target(SentenceAmount? amount, SentenceDirection direction, ObjectiveMetric? metric, string subject, Match verb)
        {
            if (amount is null || amount.IsBlank || amount.IsNothing)
            {
                Add(NoAmount, FindingSeverity.Error, amount is null ? "Nothing says by how much, or what is to be reached." : amount.IsBlank ? "A letter stands where the number is to be." : "A change of nothing is none.",
                    "Write for example 'by 5 %', 'by 3 points' or 'to 85 %'.", amount?.Start ?? 0, amount?.Length ?? text.Length);
                return (null, null);
            }

            bool isShare = metric?.IsPercentage ?? SoundsLikeShare().IsMatch(subject);
            if (metric?.MoreIsBetter is { } more && direction != (more ? SentenceDirection.Up : SentenceDirection.Down) && amount.Side == SentenceDirection.Open && verb.Success)
            {
                Add(WrongWay, FindingSeverity.Warning, $"Of '{metric.Name}' {(more ? "more" : "less")} is better, and the sentence wants {(more ? "less" : "more")}.", "Turn it round, if that is not meant.", verb.Index, verb.Length);
            }

            (TargetExpression, TargetExpression?) read;
            try
            {
                read = amount.Target(direction, isShare);
            }
            catch (FormatException e)
            {
                Add(NoAmount, FindingSeverity.Error, e.Message, "", amount.Start, amount.Length);
                return (null, null);
            }

            if (read.Item2 is { } other)
            {
                Add(ShareOrPoints, FindingSeverity.Warning, $"'{Said(amount.Start, amount.Length)}' is read as a share of the baseline, '{read.Item1}'; it may mean percentage points, '{other}'.",
                    "Write 'points' or 'of the baseline' behind it.", amount.Start, amount.Length);
            }
            else if (metric is not null && Mismatch(amount, metric))
            {
                Add(OtherUnit, FindingSeverity.Warning, $"'{metric.Name}' is in {metric.Unit}, and the sentence says '{Said(amount.Start, amount.Length)}'.", $"Write the amount in {metric.Unit}.", amount.Start, amount.Length);
            }

            return read;
        }

        private static bool Mismatch(SentenceAmount amount, ObjectiveMetric metric) => amount.Unit switch
        {
            "%" => !amount.IsChange && !metric.IsPercentage && metric.Unit != "ratio",
            "" => !amount.IsChange && metric.IsPercentage,
            "points" => false,
            "€" or "euro" or "euros" => metric.Unit != "EUR",
            "$" or "dollar" or "dollars" => metric.Unit != "USD",
            string word => !word.TrimEnd('s').Equals(metric.Unit.TrimEnd('s'), StringComparison.OrdinalIgnoreCase),
        };

        private ObjectiveKind? Kind(ObjectiveMetric? metric)
        {
            ObjectiveKind? kind = KindOf(text) ?? (metric is null ? null : KindOf($"{metric.Name.Replace('_', ' ')} {metric.Title}"));
            if (kind is null)
            {
                Add(NoKind, FindingSeverity.Warning, "Nothing says whether it wins, develops or keeps customers.", "Choose the kind of the objective.", 0, text.Length);
            }

            return kind;
        }

        private static ObjectiveKind? KindOf(string words) =>
            Wins().IsMatch(words) ? ObjectiveKind.Acquisition : Keeps().IsMatch(words) ? ObjectiveKind.Retention : Develops().IsMatch(words) ? ObjectiveKind.Development : null;

        private static Grain GrainOf(SentencePeriod? period) => period is null ? Grain.Month : NodaTime.Period.DaysBetween(period.From, period.To) switch
        {
            < 14 => Grain.Day,
            < 56 => Grain.Week,
            _ => Grain.Month,
        };

        private const char Taken = '\0';

        private void Take(int start, int length) => _left = _left[..start] + new string(Taken, length) + _left[(start + length)..];

        private string Said(int start, int length) => text.Substring(start, length).Trim();

        private void Add(string code, FindingSeverity severity, string message, string mend, int start, int length) =>
            _findings.Add(new Finding(code, severity, message, mend, FindingPlace.InText(null, text, new TextSpan(start, length))));
    }
}
