using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Storage;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Crm.Sdk.Extensions.DependencyInjection;

/// <summary>What a host decides about its CRM. Checked when the application starts; each fault says how it is mended.</summary>
public sealed class CrmOptions
{
    /// <summary>The ISO 4217 code of the currency in which facts have amounts, such as <c>EUR</c>. There is no default.</summary>
    public string Currency { get; set; } = "";

    /// <summary>The IANA name of the zone in which days begin and end; UTC when nothing else is said.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>The month in which a fiscal year begins, 1 to 12; without a meaning when <see cref="Calendar"/> is said.</summary>
    public int FiscalStartMonth { get; set; } = 1;

    /// <summary>How days form weeks, months and years; null for the Gregorian calendar with weeks from Monday.</summary>
    public CalendarScheme? Calendar { get; set; }

    /// <summary>The host's attributes.</summary>
    public AttributeRegistry Attributes { get; } = new();

    /// <summary>Concepts of the host beside those of the SDK.</summary>
    public IList<Concept> Concepts { get; } = [];

    /// <summary>Definitions of metrics and segments in the language; empty for none.</summary>
    public string Definitions { get; set; } = "";

    /// <summary>The schema that the options describe.</summary>
    /// <exception cref="ArgumentException">The currency is none, or names clash.</exception>
    public CrmSchema CreateSchema() => new([.. StandardSchema.Concepts, .. Concepts], Values.Currency.Get(Currency), Attributes);
}

/// <summary>Checks the options of a CRM.</summary>
internal sealed class CrmOptionsValidator : IValidateOptions<CrmOptions>
{
    public ValidateOptionsResult Validate(string? name, CrmOptions options)
    {
        var faults = new List<string>();
        if (Currency.Find(options.Currency ?? "") is null)
        {
            faults.Add($"CRM0002: '{options.Currency}' is no currency. Say which one facts have amounts in: AddCrm(o => o.Currency = \"EUR\").");
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(options.TimeZone ?? "") is null)
        {
            faults.Add($"CRM0003: '{options.TimeZone}' is no time zone of the IANA database. Write one such as Europe/Berlin, or leave it out for UTC.");
        }

        if (options.FiscalStartMonth is < 1 or > 12)
        {
            faults.Add($"CRM0004: a fiscal year cannot begin in month {options.FiscalStartMonth}. Write 1 to 12.");
        }

        if (faults.Count == 0)
        {
            try
            {
                CrmSchema schema = options.CreateSchema();
                Validation.Checked<CrmModel> model = CrmModel.Parse(options.Definitions ?? "", schema.Facts);
                faults.AddRange(model.IsValid ? [] : model.Findings.Select(f => f.ToString()));
            }
            catch (ArgumentException e)
            {
                faults.Add($"CRM0005: {e.Message}");
            }
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
