using Crm.Sdk.Attributes;
using Crm.Sdk.Customers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Sdk.Extensions.DependencyInjection.Tests;

/// <summary>What a host got wrong is told when the application starts, all of it, each with its code and its mend.</summary>
public sealed class CrmOptionsTests
{
    public static TheoryData<string, string, Action<CrmOptions>> Faults => new()
    {
        { "no currency", "CRM0002: '' is no currency.*AddCrm(o => o.Currency = \"EUR\")*", o => o.Currency = "" },
        { "null as currency", "CRM0002: '' is no currency.*", o => o.Currency = null! },
        { "a currency in small letters", "CRM0002: 'eur' is no currency.*", o => o.Currency = "eur" },
        { "a zone of Windows", "CRM0003: 'W. Europe Standard Time' is no time zone*Europe/Berlin*", o => o.TimeZone = "W. Europe Standard Time" },
        { "null as zone", "CRM0003: '' is no time zone*", o => o.TimeZone = null! },
        { "month 13", "CRM0004: a fiscal year cannot begin in month 13. Write 1 to 12.", o => o.FiscalStartMonth = 13 },
        { "an attribute like a field", "CRM0005: *country*", o => o.Attributes.Add("customer", AttributeDefinition.Text("country")) },
        { "an attribute of nothing", "CRM0005: *'custmer'*customer*", o => o.Attributes.Add("custmer", AttributeDefinition.Text("tier")) },
        { "a concept twice", "CRM0005: Two concepts are called 'customer'.*", o => o.Concepts.Add(Customer.Concept) },
        { "an unknown fact", "*error CRM20*custmer*Did you mean 'customer'?", o => o.Definitions = "metric m = count(custmer)" },
        { "no definition at all", "*error CRM10*", o => o.Definitions = "hello" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_is_told_at_the_start_with_its_code_and_mend(string what, string expected, Action<CrmOptions> spoil)
    {
        var services = new ServiceCollection();
        services.AddCrm(o => o.Currency = "EUR").UseInMemory();
        services.AddCrm(spoil);
        await using ServiceProvider provider = services.BuildServiceProvider();

        FluentActions.Invoking(() => provider.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<OptionsValidationException>(what)
            .Which.Failures.Should().ContainSingle().Which.Should().Match(expected);
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        var services = new ServiceCollection();
        services.AddCrm(o => (o.Currency, o.TimeZone, o.FiscalStartMonth) = ("XXL", "Mars", 0));
        await using ServiceProvider provider = services.BuildServiceProvider();

        FluentActions.Invoking(() => provider.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<OptionsValidationException>()
            .Which.Failures.Select(f => f[..7]).Should().Equal("CRM0002", "CRM0003", "CRM0004");
    }

    [Fact]
    public async Task Good_options_start_and_a_warning_does_not_stop_them()
    {
        var services = new ServiceCollection();
        services.AddCrm(o =>
        {
            o.Currency = "EUR";
            o.Attributes.Add("customer", AttributeDefinition.Text("tier"));
            o.Definitions = "segment gold = customer where tier = 'gold'  metric gold_or_not = count(customer where country != 'DE')";
        });
        await using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<IStartupValidator>().Validate();
    }
}
