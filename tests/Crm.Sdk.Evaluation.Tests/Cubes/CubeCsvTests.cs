using Crm.Sdk.Evaluation.Cubes;
using static Crm.Sdk.Evaluation.Tests.Cubes.CubeSpecimen;

namespace Crm.Sdk.Evaluation.Tests.Cubes;

public sealed class CubeCsvTests
{
    [Fact]
    public void Every_cell_is_a_line_with_all_that_it_holds()
    {
        string[] lines = Write(MonthsByChannel()).Split("\r\n");
        string hash = Model.Metrics["sales.paid_share"].Hash;

        lines.Should().HaveCount(1 + 12 + 1).And.Subject.Last().Should().BeEmpty();
        lines[0].Should().Be("metric,title,unit,period,period.kind,channel,channel.kind,segment,segment.kind,"
            + "value,shown,numerator,denominator,n,rows,reason,flags,hash");
        lines[7].Should().Be($"sales.paid_share,\"Paid, by count\",percent,2026-01,value,'=web,value,(all),total,200/3,66.7%,2,3,3,3,,,{hash}");
        lines[9].Should().Be($"sales.paid_share,\"Paid, by count\",percent,2026-02,value,'=web,value,(all),total,,,0,0,0,0,emptyDenominator,empty open,{hash}");
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("a-b", "a-b")]
    [InlineData("", "")]
    public void A_label_stays_one_field_and_no_formula(string label, string field)
    {
        string text = Write(Cube([Axis("channel", AxisKind.Dimension, label)], ("sales.units", [Of(-1), Of(-1)])));

        text.Should().Contain($"\r\nsales.units,,number,{field},value,-1,-1,-1,1,1,1,,,");
    }

    private static string Write(Cube cube)
    {
        var output = new StringWriter();
        CubeCsv.Write(cube, output);
        return output.ToString();
    }
}
