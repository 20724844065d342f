using Crm.Sdk.Language.Binding;
using Crm.Sdk.Rates;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Domain.Tests.Language.Binding;

public class BadMoneyTests
{
    private const string Deal = """
        fact deal event key id { time closed instant  ref customer  dim currency text  dim note text  measure amount money(by currency)  measure tax money(by currency, 2) }
        fact balance entity key id { dim currency text  measure amount money(by currency) }

        """;

    private const int Lines = 2;

    /// <summary>What a person wrote about amounts in several currencies, where the finding stands, and what it tells them to do.</summary>
    public static TheoryData<string, string, string> BadDefinitions => new()
    {
        { "metric m = sum(deal.amount)", "(1,12) CRM2070", "Convert them, as in sum(…) in EUR at transaction using 'ecb'; or keep one, with where currency = 'EUR'; or ask by currency of each." },
        { "metric m = max(deal.amount + tax where currency in ('EUR', 'USD'))", "(1,12) CRM2070", "Convert them, as in max(…) in EUR at transaction using 'ecb'; or keep one, with where currency = 'EUR'; or ask by currency of each." },
        { "metric m = sum(deal.amount where note = 'EUR')", "(1,12) CRM2070", "Convert them, as in sum(…) in EUR at transaction using 'ecb'; or keep one, with where currency = 'EUR'; or ask by currency of each." },
        { "fact x event key id { measure a money(by cur) }", "(1,23) CRM2071", "Name a text dimension of the same fact, without history, that holds codes of ISO 4217." },
        { "fact x event key id { dim cur int  measure a money(by cur) }", "(1,36) CRM2071", "Name a text dimension of the same fact, without history, that holds codes of ISO 4217." },
        { "fact x event key id { time t instant  dim cur int  measure a money(by cur) }\nmetric m = sum(x.a) in EUR at transaction", "(1,52) CRM2071", "Name a text dimension of the same fact, without history, that holds codes of ISO 4217." },
        { "metric m = sum(balance.amount) in EUR at transaction", "(1,12) CRM2072", "Declare a time of the fact, or write in EUR at latest, at period end, or at fixed with a day." },
        { "metric m = (sum(deal.amount) in EUR at latest) in USD at latest", "(1,13) CRM2074", "Convert once: take the amounts before they are converted." },
        { "metric m = count(deal) in EUR at latest", "(1,12) CRM2075", "Drop the conversion." },
        { "segment s = customer where sum(deal.amount) in EUR at latest > 5", "(1,28) CRM2076", "Compare amounts of one currency, as in sum(order.amount where currency = 'EUR')." },
        { "metric m = sum(deal.amount in EUR at latest)", "(1,16) CRM2013", "Put it behind the parentheses of the aggregate, as in sum(order.net) in EUR at transaction." },
        { "metric m = count(deal where amount > 100)", "(1,29) CRM2011", "Each row has a currency of its own: compare with 0, or convert in a metric." },
        { "metric m = sum(deal.amount) in EUR", "(1,35) CRM1054", "Write for example 'in EUR at transaction'; there are transaction, period average, period end, plan, latest and fixed with a day." },
        { "metric m = sum(deal.amount) in EUR at yesterday", "(1,39) CRM1054", "There are transaction, period average, period end, plan, latest and fixed with a day." },
        { "metric m = sum(deal.amount) in EUR at fixed", "(1,44) CRM1054", "Write it as in: at fixed 2026-01-01." },
        { "metric m = sum(deal.amount) in EUX at latest", "(1,32) CRM1027", "Did you mean 'EUR'?" },
        { "metric m = sum(deal.amount) in EUR at latest using ecb", "(1,52) CRM1054", "Write it in single quotes: using 'ecb'." },
        { "metric m = sum(deal.amount) in EUR at transaction missing zero", "(1,59) CRM1054", "Write 'missing error', or 'missing previous within 7 days', for 1 to 366 days." },
        { "metric m = (sum(deal.amount) in EUR at latest) + (sum(deal.amount) in USD at latest)", "(1,48) CRM2012", "Say into which currency: (x in EUR at transaction)." },
    };

    [Theory]
    [MemberData(nameof(BadDefinitions))]
    public void A_bad_definition_is_found_where_it_is_written_with_what_to_do(string definition, string places, string mend)
    {
        Checked<CrmModel> model = CrmModel.Parse($"fact customer entity key id {{ dim country text }} {Deal}{definition}");
        model.IsValid.Should().BeFalse();
        string.Join(' ', model.Findings.Select(f => $"({f.Place.Line - Lines},{f.Place.Column}) {f.Code}")).Should().Be(places);
        model.Findings.Select(f => f.Mend).Distinct().Should().Equal(mend);
    }

    [Fact]
    public void What_is_in_force_at_a_moment_has_no_average_of_rates()
    {
        Checked<CrmModel> model = CrmModel.Parse(
            "fact customer entity key id { dim country text }\nfact plan interval key customer from came to went { dim c text  measure fee money(by c) }\n"
            + "metric m = sum(plan.fee) at end in EUR at period average");
        model.Findings.Should().ContainSingle().Which.Code.Should().Be("CRM2073");
    }

    [Fact]
    public void Amounts_of_one_row_add_up_and_those_of_another_row_do_not()
    {
        const string line = "fact line event key id { time at instant  ref deal  dim currency text  measure net money(by currency) }\n";
        string Codes(string metric) => string.Join(' ', CrmModel.Parse($"fact customer entity key id {{ dim country text }} {Deal.Replace("deal event", "deal entity", StringComparison.Ordinal)}{line}{metric}").Findings.Select(f => f.Code));
        Codes("metric m = sum(deal.amount - tax where currency = 'EUR')").Should().BeEmpty();
        Codes("metric m = sum(line.net - deal.tax) in EUR at transaction").Should().Be("CRM2012");
        Codes("metric m = sum(line.deal.amount - line.deal.tax) in EUR at transaction").Should().BeEmpty();
    }

    [Theory]
    [InlineData("date,currency,rate", "CRM2078 (1,1) The first line is not 'currency,date,rate'.")]
    [InlineData("currency,date,rate\nEUX,2026-01-01,1", "CRM2078 (2,1) 'EUX' is no currency of ISO 4217.")]
    [InlineData("currency,date,rate\nEUR,2026-01-01,1", "CRM2078 (2,1) EUR is the base, whose rate is 1 on every day.")]
    [InlineData("currency,date,rate\nUSD,2026-02-30,1", "CRM2078 (2,1) '2026-02-30' is no day.")]
    [InlineData("currency,date,rate\nUSD,2026-01-01,0", "CRM2078 (2,1) '0' is no rate above 0 with at most 10 decimal places.")]
    [InlineData("currency,date,rate\nUSD,2026-01-01,1.00000000001", "CRM2078 (2,1) '1.00000000001' is no rate above 0 with at most 10 decimal places.")]
    [InlineData("currency,date,rate\nUSD,2026-01-01", "CRM2078 (2,1) There are 2 fields in the line, not 3.")]
    [InlineData("currency,date,rate\nUSD,2026-01-01,1\n\nUSD,2026-01-01,2", "CRM2078 (4,1) USD has two rates on 2026-01-01.")]
    public void A_line_of_rates_that_is_wrong_is_said(string text, string finding)
    {
        Finding found = RateCsv.Read("ecb", Currency.Get("EUR"), text).Findings.Should().ContainSingle().Subject;
        $"{found.Code} ({found.Place.Line},{found.Place.Column}) {found.Message}".Should().Be(finding);
    }

    [Fact]
    public void A_table_of_rates_is_known_by_what_is_in_it_and_not_by_its_order()
    {
        RateTable Read(string lines) => RateCsv.Read("ecb", Currency.Get("EUR"), "currency,date,rate\n" + lines).ThrowIfInvalid();
        Read("USD,2026-01-01,1.10\nJPY,2026-01-01,160").Version.Should().Be(Read("JPY,2026-01-01,160.0\nUSD,2026-01-01,1.1\n").Version);
        Read("USD,2026-01-01,1.10").Version.Should().NotBe(Read("USD,2026-01-02,1.10").Version);
    }
}
