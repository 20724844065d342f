using System.Globalization;
using System.Numerics;
using Crm.Sdk.Values;

namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>A <see cref="NiceScale"/> over the values of a chart as they are shown, and how its marks are written.</summary>
internal sealed class Axis
{
    private static readonly (int Power, string Suffix)[] Short = [(12, "tn"), (9, "bn"), (6, "M"), (3, "k")];

    private readonly ValueFormat _format;
    private readonly NiceScale _scale;
    private readonly Func<Rational, string> _text;

    private Axis(ValueFormat format, NiceScale scale)
    {
        _format = format;
        _scale = scale;
        _text = Writer(scale);
    }

    /// <summary>The marks in ascending order: where, from 0 at the low end to 1 at the high end, and what stands there.</summary>
    public IEnumerable<(decimal Share, string Text)> Ticks =>
        _scale.Ticks.Select(t => (ShareOfShown(t), _text(t) + (_format.IsPercent ? "%" : "")));

    /// <summary>An axis for values, of which there must be one. It reaches zero unless that would hide how the values differ.</summary>
    public static Axis Over(IEnumerable<ChartValue> values, ValueFormat format, int intervals, bool fromZero)
    {
        Rational[] shown = [.. values.Select(v => v.Value * format.Factor)];
        (Rational least, Rational greatest) = (shown.Min(), shown.Max());
        if (fromZero || (least.Sign > 0 && least * 2 <= greatest))
        {
            least = least.Sign > 0 ? Rational.Zero : least;
        }

        if (fromZero || (greatest.Sign < 0 && greatest * 2 >= least))
        {
            greatest = greatest.Sign < 0 ? Rational.Zero : greatest;
        }

        return Cover(shown, least, greatest, format, intervals);
    }

    /// <summary>An axis for values, of which there must be one, that cares nothing for zero: for places, not for lengths.</summary>
    public static Axis Around(IEnumerable<ChartValue> values, ValueFormat format, int intervals)
    {
        Rational[] shown = [.. values.Select(v => v.Value * format.Factor)];
        return Cover(shown, shown.Min(), shown.Max(), format, intervals);
    }

    /// <summary>Where a value lies, from 0 at the low end to 1 at the high end.</summary>
    public decimal Share(ChartValue value) => ShareOfShown(value.Value * _format.Factor);

    /// <summary>Where zero lies, or the end that is nearer to it.</summary>
    public decimal ZeroShare => Math.Clamp(ShareOfShown(0 < _scale.Low ? _scale.Low : 0 > _scale.High ? _scale.High : 0), 0, 1);

    /// <summary>A value of any size in a few characters, with its unit: three digits and a power of ten.</summary>
    public string Brief(ChartValue value)
    {
        Rational shown = value.Value * _format.Factor;
        int power = 0;
        Rational digits = shown.Abs();
        while (digits >= 10)
        {
            (digits, power) = (digits / 10, power + 1);
        }

        while (digits < 1 && !digits.IsZero)
        {
            (digits, power) = (digits * 10, power - 1);
        }

        return $"{(shown.Sign < 0 ? "-" : "")}{digits.ToString(2)}{Exponent(power)}{(_format.IsPercent ? "%" : "")} {_format.Unit}".TrimEnd();
    }

    private static Axis Cover(Rational[] shown, Rational least, Rational greatest, ValueFormat format, int intervals) =>
        new(format, NiceScale.Cover(least, greatest, intervals, format is { Decimals: 0, IsPercent: false } && shown.All(v => v.IsInteger)));

    private static Func<Rational, string> Writer(NiceScale scale)
    {
        Rational greatest = scale.Low.Abs() > scale.High.Abs() ? scale.Low.Abs() : scale.High.Abs();
        int digits = greatest.ToScaled(0, Rounding.Down).ToString().Length;
        scale.Step.TryGetScale(out int decimals);
        if (digits > 15 || decimals > 6)
        {
            int power = digits > 15 ? digits - 1 : -decimals;
            Rational unit = power >= 0 ? BigInteger.Pow(10, power) : new Rational(1, BigInteger.Pow(10, -power));
            return value => value.IsZero ? "0" : $"{value / unit}{Exponent(power)}";
        }

        (int thousands, string suffix) = greatest >= 10_000 ? Short.First(s => digits > s.Power) : (0, "");
        Rational divisor = BigInteger.Pow(10, thousands);
        (scale.Step / divisor).TryGetScale(out int places);
        return value => value.IsZero ? "0" : ValueFormat.Grouped((value / divisor).ToString(places)) + suffix;
    }

    private static string Exponent(int power) => string.Create(CultureInfo.InvariantCulture, $"e{power}");

    private decimal ShareOfShown(Rational shown) =>
        (decimal)((shown - _scale.Low) / (_scale.High - _scale.Low)).ToScaled(6) / 1_000_000m;
}
