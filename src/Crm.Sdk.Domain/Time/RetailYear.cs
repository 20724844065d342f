using NodaTime;

namespace Crm.Sdk.Time;

/// <summary>How the 13 weeks of a retail quarter form its three months.</summary>
public enum RetailPattern
{
    /// <summary>Four, four and five weeks.</summary>
    Weeks445,

    /// <summary>Four, five and four weeks.</summary>
    Weeks454,

    /// <summary>Five, four and four weeks.</summary>
    Weeks544,
}

/// <summary>On which of the days of one name a retail year ends.</summary>
public enum RetailYearEnd
{
    /// <summary>The last one in the month.</summary>
    Last,

    /// <summary>The one nearest to the last day of the month; it may lie in the next.</summary>
    Nearest,
}

/// <summary>Years of 52 or 53 whole weeks. A 53rd week belongs to the last month and the last quarter.</summary>
/// <remarks>Immutable. Labels: <c>FY2023</c>, <c>FY2023-Q1</c>, <c>FY2023-P01</c> for months, <c>FY2023-W53</c>.</remarks>
public sealed class RetailYear
{
    /// <summary>Describes the years.</summary>
    /// <param name="pattern">The weeks of the months of a quarter.</param>
    /// <param name="lastDay">The day of the week on which years end.</param>
    /// <param name="end">Which of those days it is.</param>
    /// <param name="endMonth">The month, 1 to 12, at whose end years end.</param>
    /// <param name="naming">
    /// After which calendar year a year is named. A year that ends with December has the name of that December either way.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A value is none of the named ones, or the month is not within 1 to 12.</exception>
    public RetailYear(RetailPattern pattern, IsoDayOfWeek lastDay, RetailYearEnd end, int endMonth, YearNaming naming = YearNaming.End)
    {
        ThrowUnless(Enum.IsDefined(pattern), nameof(pattern));
        ThrowUnless(lastDay is >= IsoDayOfWeek.Monday and <= IsoDayOfWeek.Sunday, nameof(lastDay));
        ThrowUnless(Enum.IsDefined(end), nameof(end));
        ThrowUnless(endMonth is >= 1 and <= 12, nameof(endMonth));
        ThrowUnless(Enum.IsDefined(naming), nameof(naming));
        Pattern = pattern;
        LastDay = lastDay;
        End = end;
        EndMonth = endMonth;
        Naming = naming;
    }

    /// <summary>That of the National Retail Federation: 4-5-4, ends on the Saturday nearest to 31 January, named after the year in which it begins.</summary>
    public static RetailYear Nrf { get; } = new(RetailPattern.Weeks454, IsoDayOfWeek.Saturday, RetailYearEnd.Nearest, 1, YearNaming.Begin);

    /// <summary>The weeks of the months of a quarter.</summary>
    public RetailPattern Pattern { get; }

    /// <summary>The day of the week on which years end.</summary>
    public IsoDayOfWeek LastDay { get; }

    /// <summary>Which of those days it is.</summary>
    public RetailYearEnd End { get; }

    /// <summary>The month, 1 to 12, at whose end years end.</summary>
    public int EndMonth { get; }

    /// <summary>After which calendar year a year is named.</summary>
    public YearNaming Naming { get; }

    private static void ThrowUnless(bool holds, string name)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name);
        }
    }
}
