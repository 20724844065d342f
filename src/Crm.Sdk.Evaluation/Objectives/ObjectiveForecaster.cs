using System.Numerics;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Forecasts;
using Crm.Sdk.Objectives;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Objectives;

/// <summary>Says where an objective would end: by the forecast of its series, or on a straight line where the series does not carry one.</summary>
internal sealed class ObjectiveForecaster
{
    private const int Digits = 10;

    private readonly ObjectiveSeries _series;
    private readonly ObjectivePlan _plan;
    private readonly TargetRange _target;
    private readonly ObjectivePoint? _current;

    public ObjectiveForecaster(ObjectiveSeries series, TargetRange target, ObjectivePoint? current) =>
        (_series, _plan, _target, _current) = (series, series.Plan, target, current);

    /// <param name="history">A point for each period, the last ones first left out that have not ended.</param>
    /// <param name="start">The value that a straight line begins at, and its name; null when there is none.</param>
    /// <param name="gone">How much of the time lies before the current value.</param>
    /// <param name="ct">Ends the work.</param>
    /// <returns>The forecast; null when there is neither a series nor a current value to begin with.</returns>
    public async ValueTask<ObjectiveForecast?> ForecastAsync(IReadOnlyList<ObjectivePoint> history, (Rational Value, string Name)? start, Rational gone, CancellationToken ct)
    {
        var complete = history.TakeWhile(p => p.IsComplete).ToList();
        if (_plan.Reading == ObjectiveReading.ToDate && !_series.SumsPeriods)
        {
            return Straight(start, gone, "A value to date that is not the sum of its periods, such as a share or a number of different customers, is not forecast by its periods: this is a straight line, and no interval is known.");
        }

        if (!_series.Calendar.Covers(_plan.From, _series.Ceiling(_plan.To)))
        {
            return Straight(start, gone, "The calendar does not list all periods up to the end: this is a straight line, and no interval is known.");
        }

        // What is not to be had yet is ahead, not missing.
        while (complete is [.., { Value: null } last] && (last.Cell.Reason == CellReason.NotYetObservable || last.Cell.Flags.HasFlag(CellFlags.Immature)))
        {
            complete.RemoveAt(complete.Count - 1);
        }

        if (complete.Count == 0)
        {
            return Straight(start, gone, "No period has ended: no interval is known.");
        }

        LocalDate known = complete[^1].Period.End;
        double[] values = Values(complete);
        return _plan.Reading == ObjectiveReading.ToDate ? await ToDateAsync(values, known, complete, start, gone, ct) : LastPeriod(values, complete[^1], start, gone);
    }

    private ObjectiveForecast? LastPeriod(double[] values, ObjectivePoint last, (Rational, string)? start, Rational gone)
    {
        LocalDate end = _series.Calendar.Floor(_plan.To, _plan.Grain);
        if (end <= last.Period.End)
        {
            return _current is not { Value: { } value } ? null : new ObjectiveForecast
            {
                Value = value, Low = value, High = value, ReachesTarget = _target.Contains(value), Method = ForecastMethod.Known,
                Basis = $"{_current.Period.Label} is the last period of the objective, and it has ended",
            };
        }

        double[] weights = new double[_series.Calendar.Periods(last.Period.End, end, _plan.Grain).Count];
        weights[^1] = 1;
        return SeriesForecast.Of(values, weights, Season()) is { } forecast
            ? Told(forecast, weights.Length, last.Period.Label, Rational.Zero, _series.IsNeverNegative ? 0 : double.NegativeInfinity, _series.IsShare(values) ? 1 : double.PositiveInfinity)
            : Straight(start, gone, TooShort(values.Length));
    }

    private async ValueTask<ObjectiveForecast?> ToDateAsync(double[] values, LocalDate known, List<ObjectivePoint> complete, (Rational, string)? start, Rational gone, CancellationToken ct)
    {
        LocalDate first = LocalDate.Max(known, _series.Calendar.Floor(_plan.From, _plan.Grain));
        var ahead = _series.Calendar.Periods(first, _series.Ceiling(_plan.To), _plan.Grain);

        // Periods before the objective are ahead too while it has not begun to be known; the first and the last may be cut.
        int skipped = first > known ? _series.Calendar.Periods(known, first, _plan.Grain).Count : 0;
        double[] weights = [.. Enumerable.Repeat(0.0, skipped), .. ahead.Select(Covered)];
        if (SeriesForecast.Of(values, weights, Season()) is not { } forecast || await _series.UntilAsync(LocalDate.Max(known, _plan.From), complete, ct) is not { } done)
        {
            return Straight(start, gone, TooShort(values.Length));
        }

        double least = _series.IsNeverNegative && _current?.Value is { } so ? Approximate(so - done) : double.NegativeInfinity;
        return Told(forecast, weights.Length, Label(known), done, least, double.PositiveInfinity);
    }

    private double Covered(ReportingPeriod period)
    {
        LocalDate from = LocalDate.Max(period.Start, _plan.From), to = LocalDate.Min(period.End, _plan.To);
        return (double)Period.DaysBetween(from, to) / Period.DaysBetween(period.Start, period.End);
    }

    private string Label(LocalDate end) => _series.Calendar.PeriodOf(end.PlusDays(-1), _plan.Grain).Label;

    private ObjectiveForecast Told(SeriesForecast forecast, int ahead, string until, Rational done, double least, double most)
    {
        // As many digits as the largest of the numbers has, so that rounding of doubles is not seen.
        double size = new[] { forecast.Mean, forecast.Low, forecast.High }.Max(Math.Abs);
        int scale = size == 0 ? 0 : Digits - 1 - (int)Math.Floor(Math.Log10(size));
        Rational Exact(double value) => done + Rounded(Math.Clamp(value, least, most), scale);
        Rational mean = Exact(forecast.Mean), low = Exact(forecast.Low), high = Exact(forecast.High);
        var caveats = new List<string>();
        if (!forecast.IsChecked)
        {
            string? held = forecast.Values >= 48 && ahead * 4 <= forecast.Values ? "92 to 98" : forecast.Values >= 24 && ahead * 2 <= forecast.Values ? "89 to 99"
                : ahead * 2 <= forecast.Values * 3 ? "88 to 99" : null;
            caveats.Add($"{forecast.Values} values for {Counted(ahead)} ahead: {(held is null ? "it was never counted how many values such intervals hold." : $"in simulations of such series, intervals of 95 % held {held} of 100 values.")}");
        }

        if (forecast.Season > 0)
        {
            caveats.Add($"The season of {forecast.Season} periods is taken to be the same every year.");
        }

        bool scatters = Rounded(forecast.Low, scale) != Rounded(forecast.High, scale);
        if (!scatters)
        {
            caveats.Add("The values so far lie on their line without scatter: the interval knows of none.");
        }

        return new ObjectiveForecast
        {
            Value = mean, Low = low, High = high, ReachesTarget = _target.Contains(mean), Method = ForecastMethod.Series, IsChecked = forecast.IsChecked, Caveats = caveats,
            Basis = $"{forecast.Values} values until {until}, {Counted(ahead)} ahead: a line{(forecast.Season > 0 ? $" with a season of {forecast.Season}" : "")}"
                + (!scatters ? "" : forecast.Kept < 0.3 ? " around which they scatter" : forecast.Kept < 0.8 ? " to which they come back" : " that they wander about"),
        };
    }

    private ObjectiveForecast? Straight((Rational Value, string Name)? start, Rational gone, string caveat)
    {
        if (start is not var (from, name) || _current is not { Value: { } value } || gone.IsZero)
        {
            return null;
        }

        int length = Period.DaysBetween(_plan.From, _plan.To);
        Rational end = from + ((value - from) / gone);
        return new ObjectiveForecast
        {
            Value = end, ReachesTarget = _target.Contains(end), Method = ForecastMethod.StraightLine, Caveats = [caveat],
            Basis = $"a straight line from {name} through {_current.Period.Label}, {gone * length} of {length} days",
        };
    }

    // As many periods as the year before the objective has: 12 months, or 13 in a calendar of four weeks each.
    private int Season()
    {
        ReportingCalendar calendar = _series.Calendar;
        LocalDate before = _plan.From.PlusYears(-1);
        return _plan.Grain switch
        {
            Grain.Day => 7,
            Grain.Month or Grain.Quarter when before >= calendar.FirstDay => (int)calendar.Count(calendar.Floor(before, _plan.Grain), calendar.Floor(_plan.From, _plan.Grain), _plan.Grain),
            _ => 0,
        };
    }

    private string Counted(int periods) => $"{periods} {_plan.Grain.ToString().ToLowerInvariant()}{(periods == 1 ? "" : "s")}";

    private static string TooShort(int values) =>
        $"{(values == 1 ? "1 value in a row is" : $"{values} values in a row are")} too few for an interval; it takes {SeriesForecast.LeastValues}. This is a straight line.";

    // Those in a row up to the last; before the first row there was nothing to measure.
    private static double[] Values(List<ObjectivePoint> complete) =>
        [.. complete.SkipWhile(p => p.Cell.Rows == 0).Reverse().TakeWhile(p => p.Value is not null).Reverse().Select(p => Approximate(p.Value!.Value))];

    private static double Approximate(Rational value)
    {
        // Numerators and denominators of long sums have more digits than a double holds.
        int excess = (int)Math.Max(0, Math.Max(value.Numerator.GetBitLength(), value.Denominator.GetBitLength()) - 1000);
        return (double)(value.Numerator >> excess) / (double)(value.Denominator >> excess);
    }

    private static Rational Rounded(double value, int scale)
    {
        Rational power = BigInteger.Pow(10, Math.Abs(scale));
        double shifted = scale >= 0 ? value * Math.Pow(10, scale) : value / Math.Pow(10, -scale);
        return scale >= 0 ? new Rational(new BigInteger(Math.Round(shifted)), power.Numerator) : new BigInteger(Math.Round(shifted)) * power;
    }
}
