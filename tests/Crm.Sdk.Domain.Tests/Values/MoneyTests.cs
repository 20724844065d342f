using Crm.Sdk.Values;
using FsCheck;
using FsCheck.Xunit;

namespace Crm.Sdk.Domain.Tests.Values;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("12.50", "EUR", 1250, "12.50 EUR")]
    [InlineData("-0.01", "EUR", -1, "-0.01 EUR")]
    [InlineData("1000", "JPY", 1000, "1000 JPY")]
    [InlineData("1.234", "BHD", 1234, "1.234 BHD")]
    [InlineData("0.0001", "CLF", 1, "0.0001 CLF")]
    [InlineData("92233720368547758.07", "EUR", long.MaxValue, "92233720368547758.07 EUR")]
    [InlineData("-92233720368547758.08", "EUR", long.MinValue, "-92233720368547758.08 EUR")]
    public void An_amount_is_minor_units_and_prints_all_its_decimals(string amount, string currency, long minorUnits, string text)
    {
        var money = Money.Of(decimal.Parse(amount), currency);

        money.MinorUnits.Should().Be(minorUnits);
        money.ToString().Should().Be(text);
        money.Amount.Should().Be(decimal.Parse(amount));
    }

    [Property]
    public bool The_amount_of_any_minor_units_gives_them_back(long minorUnits, byte which)
    {
        Currency currency = Currency.All[which % Currency.All.Count];
        var money = new Money(minorUnits, currency);

        return Money.Of(money.Amount, currency.Code) == money;
    }

    [Property]
    public bool Sums_and_differences_undo_one_another(int a, int b)
    {
        Money x = new(a, Currency.Get("EUR")), y = new(b, Currency.Get("EUR"));

        return x + y - y == x && x + y == y + x && (x < y) == (a < b) && (x >= y) == (a >= b) && x * 3 == x + x + x;
    }

    [Theory]
    [InlineData("0.001", "EUR", "*more than the 2 decimals of EUR*")]
    [InlineData("0.5", "JPY", "*more than the 0 decimals of JPY*")]
    [InlineData("92233720368547758.08", "EUR", "*too large*")]
    [InlineData("79228162514264337593543950335", "CLF", "*too large*")]
    [InlineData("1", "eur", "*no active ISO 4217*")]
    public void What_is_no_amount_is_refused(string amount, string currency, string why) =>
        FluentActions.Invoking(() => Money.Of(decimal.Parse(amount), currency)).Should().Throw<ArgumentException>().WithMessage(why);

    [Fact]
    public void Two_currencies_are_never_added_or_compared()
    {
        Money euro = new(1, Currency.Get("EUR")), dollar = new(1, Currency.Get("USD"));

        FluentActions.Invoking(() => euro + dollar).Should().Throw<ArgumentException>().WithMessage("*two currencies*");
        FluentActions.Invoking(() => euro < dollar).Should().Throw<ArgumentException>();
        (euro == dollar).Should().BeFalse();
    }

    [Fact]
    public void What_is_too_large_overflows_instead_of_wrapping()
    {
        var most = new Money(long.MaxValue, Currency.Get("EUR"));

        FluentActions.Invoking(() => most + most).Should().Throw<OverflowException>();
        FluentActions.Invoking(() => most * 2).Should().Throw<OverflowException>();
    }

    [Fact]
    public void The_default_is_no_amount()
    {
        Money none = default;

        none.ToString().Should().BeEmpty();
        FluentActions.Invoking(() => none.Currency).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => none + none).Should().Throw<InvalidOperationException>();
    }
}
