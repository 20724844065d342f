using Crm.Sdk.Evaluation.Cubes;
using static Crm.Sdk.Evaluation.Tests.Cubes.CubeSpecimen;

namespace Crm.Sdk.Evaluation.Tests.Cubes;

public sealed class CubeTableTests
{
    [Fact]
    public void Axes_that_are_cut_are_rows_and_metrics_are_columns() => CubeTable.Write(MonthsByChannel()).Should().Be(
        """
        period   channel  sales.revenue      sales.paid_share
                                    EUR               percent
        -------  -------  -------------  --------------------
        2026-01  =web          1234.00                 66.7%
        2026-01  (total)       1234.00                 66.7%
        2026-02  =web            12.50*  - empty denominator*
        2026-02  (total)         12.50*            - too few
        (total)  =web          1246.50                 50.0%
        (total)  (total)       1246.50                 50.0%
        * the period is not over; the value will change

        """);

    [Fact]
    public void Periods_go_across_when_asked() => CubeTable.Write(MonthsByChannel(), periodsAcross: true).Should().Be(
        """
        metric            unit     channel  2026-01               2026-02  (total)
        ----------------  -------  -------  -------  --------------------  -------
        sales.revenue     EUR      =web     1234.00                12.50*  1246.50
        sales.revenue     EUR      (total)  1234.00                12.50*  1246.50
        sales.paid_share  percent  =web       66.7%  - empty denominator*    50.0%
        sales.paid_share  percent  (total)    66.7%            - too few     50.0%
        * the period is not over; the value will change

        """);

    [Fact]
    public void A_cube_of_one_cell_is_one_line() => CubeTable.Write(Cube(
        [Total("period", AxisKind.Period), Total("segment", AxisKind.Segment)], ("sales.units", [Of(7)]))).Should().Be("sales.units\n-----------\n          7\n");

    [Fact]
    public void A_label_cannot_move_the_cursor_nor_the_columns()
    {
        string table = CubeTable.Write(Cube(
            [Axis("channel", AxisKind.Dimension, "e\u0301t\u00e9", "\u001b[2J", "網站", "a\nb")], ("sales.units", [Of(1), Of(2), Of(3), Of(4), Of(10)])));

        table.Should().Be(
            """
            channel    sales.units
            ---------  -----------
            été                  1
            \u001b[2J            2
            網站                 3
            a\u000ab             4
            (total)             10

            """.Replace("été", "e\u0301t\u00e9", StringComparison.Ordinal));
    }
}
