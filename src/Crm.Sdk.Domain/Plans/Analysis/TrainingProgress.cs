using Crm.Sdk.Plans.Parts;
using NodaTime;

namespace Crm.Sdk.Plans.Analysis;

/// <summary>How many of those who have to have attended a module (DOMAIN.md M63).</summary>
public sealed record TrainingProgress
{
    /// <summary>More months than these are no time after which anything is renewed: it is never.</summary>
    private const int LongestRenewal = 1200;

    /// <summary>The module.</summary>
    public required TrainingModule Module { get; init; }

    /// <summary>Those who attended by the day asked about, and not so long ago that they have to attend again.</summary>
    public required int Attended { get; init; }

    /// <summary>Those who attended, but so long ago that they have to attend again.</summary>
    public required int Expired { get; init; }

    /// <summary>Whether it is due and somebody is missing.</summary>
    public required bool IsOverdue { get; init; }

    /// <summary>The modules of a plan as of a day. A person who attended twice counts once, with the last time.</summary>
    public static IReadOnlyList<TrainingProgress> Of(PeoplePlan people, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(people);
        return
        [
            .. people.Modules.Select(module =>
            {
                List<LocalDate> last = [.. people.Attendance.Where(a => a.Module == module.Key && a.Day <= today).GroupBy(a => a.Who).Select(g => g.Max(a => a.Day))];
                int valid = last.Count(day => module.RenewAfterMonths is not (>= 1 and <= LongestRenewal) || module.RenewAfterMonths is not { } months || day.PlusMonths(months) > today);
                return new TrainingProgress { Module = module, Attended = valid, Expired = last.Count - valid, IsOverdue = module.Due < today && valid < module.People };
            }),
        ];
    }
}
