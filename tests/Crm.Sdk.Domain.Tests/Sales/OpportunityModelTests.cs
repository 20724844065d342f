using Crm.Sdk.Aggregates;
using Crm.Sdk.Domain.Tests.Aggregates;
using Crm.Sdk.Sales;
using Crm.Sdk.Values;
using FsCheck.Xunit;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Sales;

/// <summary>Random commands, good and bad, against a model that is plain enough to be seen to be right.</summary>
public sealed class OpportunityModelTests
{
    private static readonly string[] Stages = ["new", "talk", "offer", "won", "signed", "lost", "gone", "nowhere"];
    private static readonly string?[] Words = [null, "", "ann", "price"];

    [Property(MaxTest = 1_000, EndSize = 200)]
    public void An_opportunity_does_what_the_model_says(byte[] draws)
    {
        var run = new Run(new Queue<byte>(draws));
        while (run.Step())
        {
            run.CheckInvariants();
        }

        run.Opportunity.ShouldFollowFromItsEvents(Opportunity.Concept);
    }

    [Fact]
    public void The_random_commands_reach_every_event_and_every_refusal()
    {
        var events = new HashSet<Type>();
        int refused = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            byte[] draws = new byte[400];
            new Random(seed).NextBytes(draws);
            var run = new Run(new Queue<byte>(draws));
            while (run.Step())
            {
                refused += run.WasRefused ? 1 : 0;
            }

            events.UnionWith(run.Opportunity.PendingEvents.Select(e => e.GetType()));
        }

        events.Should().HaveCount(12, "nine events of its own, archived, restored and identified");
        refused.Should().BeGreaterThan(1_000);
    }

    private sealed class Run
    {
        private readonly Queue<byte> _draws;
        private readonly Pipeline _pipeline = Specimens.NewBusiness();
        private readonly Pipeline _other = Specimens.NewBusiness(2);
        private readonly List<(string Stage, StageCategory Category, Instant At)> _transitions = [("new", StageCategory.Open, Specimens.Start)];
        private readonly List<(Money? Amount, Instant At)> _amounts = [];
        private readonly List<(LocalDate? Date, Instant At)> _dates = [];
        private string? _reason;
        private string? _owner;
        private (string?, string?) _description;
        private bool _archived;
        private Instant _now = Specimens.Start;

        public Run(Queue<byte> draws)
        {
            _draws = draws;
            Opportunity = Opportunity.Open(Specimens.Id<OpportunityId>(1), "Deal", null, _pipeline, "new", Specimens.Start);
        }

        public Opportunity Opportunity { get; }

        public bool WasRefused { get; private set; }

        private StageCategory Category => _transitions[^1].Category;

        public bool Step()
        {
            if (_draws.Count < 3)
            {
                return false;
            }

            byte command = _draws.Dequeue(), what = _draws.Dequeue(), when = _draws.Dequeue();
            // Now and then an hour back, or a time finer than stores keep.
            Instant at = _now + (when % 8 == 0 ? -Duration.FromHours(1) : Duration.FromMinutes(when) + Duration.FromNanoseconds(when % 5 * 100));
            string before = Opportunity.StateText(Opportunity.Concept);
            int events = Opportunity.PendingEvents.Count;

            (Action act, Type? refusal, Action? change) = Command(command % 12, what, at);
            Exception? thrown = Record.Exception(act);

            WasRefused = thrown is not null;
            thrown?.GetType().Should().BeAssignableTo(refusal ?? typeof(NoException), "{0}", thrown);
            if (refusal is not null)
            {
                thrown.Should().NotBeNull("command {0} of {1} at {2} was to be refused", command % 12, what, at);
            }

            if (refusal is not null || change is null)
            {
                Opportunity.StateText(Opportunity.Concept).Should().Be(before);
                Opportunity.PendingEvents.Should().HaveCount(events);
                return true;
            }

            change();
            _now = Instant.Max(_now, at);
            Opportunity.PendingEvents.Should().HaveCount(events + 1);
            Opportunity.PendingEvents[^1].OccurredAt.Should().Be(at);
            return true;
        }

        public void CheckInvariants()
        {
            Opportunity.Transitions.Select(t => (t.Stage, t.Category, t.At)).Should().Equal(_transitions);
            Opportunity.Transitions.Select(t => t.At).Should().BeInAscendingOrder();
            Opportunity.Stage.Should().Be(_transitions[^1].Stage);
            Opportunity.Category.Should().Be(Category);
            _pipeline[Opportunity.Stage].Category.Should().Be(Category);
            Opportunity.ClosedAt.Should().Be(Category == StageCategory.Open ? null : _transitions[^1].At);
            Opportunity.LostReason.Should().Be(_reason);
            (Opportunity.LostReason is not null).Should().Be(Category == StageCategory.Lost);
            Opportunity.Amounts.Select(a => (a.Amount, a.At)).Should().Equal(_amounts);
            Opportunity.Amounts.Select(a => a.At).Should().BeInAscendingOrder();
            Opportunity.Amount.Should().Be(_amounts.Count == 0 ? null : _amounts[^1].Amount);
            Opportunity.CloseDates.Select(d => (d.CloseDate, d.At)).Should().Equal(_dates);
            Opportunity.CloseDates.Select(d => d.At).Should().BeInAscendingOrder();
            Opportunity.CloseDate.Should().Be(_dates.Count == 0 ? null : _dates[^1].Date);
            Opportunity.Owner.Should().Be(_owner);
            (Opportunity.Source, Opportunity.Product).Should().Be(_description);
            Opportunity.IsArchived.Should().Be(_archived);
            CheckIntervals();
        }

        private void CheckIntervals()
        {
            var intervals = Opportunity.StageIntervals().ToList();
            intervals.Select(i => i.Stage).Should().Equal(_transitions.Select(t => t.Stage));
            intervals[0].Entered.Should().Be(Opportunity.OpenedAt);
            intervals[^1].Left.Should().BeNull();
            intervals[^1].Next.Should().BeNull();
            for (int i = 1; i < intervals.Count; i++)
            {
                intervals[i - 1].Left.Should().Be(intervals[i].Entered, "intervals meet without gap or overlap");
                intervals[i - 1].Next.Should().Be(intervals[i].Stage);
                intervals[i].Number.Should().Be(i + 1);
            }
        }

        private (Action Act, Type? Refusal, Action? Change) Command(int command, byte what, Instant at)
        {
            string stage = Stages[what % Stages.Length];
            string? word = Words[what / 8 % Words.Length];
            Pipeline pipeline = what >= 240 ? _other : _pipeline;
            switch (command)
            {
                case 0:
                case 1:
                    return (() => Opportunity.MoveTo(pipeline, stage, at), StageRefusal(pipeline, stage, StageCategory.Open, at, mustBeOpen: true, stage != _transitions[^1].Stage),
                        stage == _transitions[^1].Stage ? null : () => _transitions.Add((stage, StageCategory.Open, at)));
                case 2:
                    return (() => Opportunity.Win(pipeline, stage, at), StageRefusal(pipeline, stage, StageCategory.Won, at, mustBeOpen: true), () => _transitions.Add((stage, StageCategory.Won, at)));
                case 3:
                    return (() => Opportunity.Lose(pipeline, stage, word!, at),
                        string.IsNullOrWhiteSpace(word) ? typeof(ArgumentException) : StageRefusal(pipeline, stage, StageCategory.Lost, at, mustBeOpen: true), () =>
                        {
                            _transitions.Add((stage, StageCategory.Lost, at));
                            _reason = word;
                        });
                case 4:
                    return (() => Opportunity.Reopen(pipeline, stage, at), StageRefusal(pipeline, stage, StageCategory.Open, at, mustBeOpen: false), () =>
                    {
                        _transitions.Add((stage, StageCategory.Open, at));
                        _reason = null;
                    });
                case 5:
                    Money? amount = what % 4 == 0 ? null : new Money((what % 16) - 2, Currency.Get(what % 3 == 0 ? "USD" : "EUR"));
                    bool sameAmount = amount == (_amounts.Count == 0 ? null : _amounts[^1].Amount);
                    return (() => Opportunity.Value(amount, at), amount is { MinorUnits: < 0 } ? typeof(ArgumentException) : sameAmount ? null : SinceRefusal(_amounts.Select(a => a.At), at),
                        sameAmount ? null : () => _amounts.Add((amount, at)));
                case 6:
                    LocalDate? date = what % 4 == 0 ? null : new LocalDate(2026, 1, 1).PlusDays(what % 3);
                    bool sameDate = date == (_dates.Count == 0 ? null : _dates[^1].Date);
                    return (() => Opportunity.Expect(date, at), sameDate ? null : SinceRefusal(_dates.Select(d => d.At), at), sameDate ? null : () => _dates.Add((date, at)));
                case 7:
                    return (() => Opportunity.AssignTo(word, at), word == _owner ? null : ArchivedRefusal(), word == _owner ? null : () => _owner = word);
                case 8:
                    (string?, string?) description = (word, stage);
                    return (() => Opportunity.Describe(word, stage, at), description == _description ? null : ArchivedRefusal(), description == _description ? null : () => _description = description);
                case 9:
                    return what % 4 != 0 ? (() => { }, null, null) : (() => Opportunity.Archive(at), null, _archived ? null : () => _archived = true);
                case 10:
                    return (() => Opportunity.Restore(at), null, !_archived ? null : () => _archived = false);
                default:
                    var id = new ExternalId(what % 2 == 0 ? "erp" : "shop", $"{what % 5}");
                    bool known = Opportunity.IdIn(id.Source)?.Value == id.Value;
                    return (() => Opportunity.Identify(id, at), known ? null : ArchivedRefusal(), known ? null : () => { });
            }
        }

        private Type? StageRefusal(Pipeline pipeline, string stage, StageCategory category, Instant at, bool mustBeOpen, bool changes = true) =>
            pipeline == _other || stage == "nowhere" || _pipeline[stage].Category != category || at < _transitions[^1].At ? typeof(ArgumentException)
            : mustBeOpen != (Category == StageCategory.Open) ? typeof(InvalidOperationException)
            : changes ? ArchivedRefusal() : null;

        private Type? SinceRefusal(IEnumerable<Instant> former, Instant at) => at < former.Append(Specimens.Start).Max() ? typeof(ArgumentException) : ArchivedRefusal();

        private Type? ArchivedRefusal() => _archived ? typeof(InvalidOperationException) : null;
    }

    /// <summary>Nobody throws it: stands where nothing may be thrown.</summary>
    private sealed class NoException : Exception;
}
