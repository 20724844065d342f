using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Reporting.Tests;

/// <summary>Units as metrics have them.</summary>
internal static class TestUnits
{
    private static readonly CrmModel Model = CrmModel.Parse(
        """
        fact order event key id { time placed instant default  dim paid bool }
        metric share = count(order where paid) / count(order) unit percent
        """).ThrowIfInvalid();

    public static MetricUnit Percent => Model.Metrics["share"].Unit;
}
