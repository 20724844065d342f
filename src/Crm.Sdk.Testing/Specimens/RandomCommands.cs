using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Testing.Specimens;

/// <summary>Random commands on random aggregates, repeatable by their seed.</summary>
internal sealed class RandomCommands(Scene scene, int seed, TenantId? tenant = null)
{
    private readonly Random _random = new(seed);
    private readonly List<Guid> _customers = [];
    private readonly List<Guid> _specimens = [];

    /// <summary>Some commits of some commands each.</summary>
    public async Task RunAsync(int commits, bool withSpecimens)
    {
        for (int i = 0; i < commits; i++)
        {
            await using CrmSession session = scene.Session(tenant);
            for (int j = _random.Next(1, 6); j > 0; j--)
            {
                if (withSpecimens && _random.Next(2) == 0)
                {
                    await OnSpecimenAsync(session);
                }
                else
                {
                    await OnCustomerAsync(session);
                }
            }

            scene.Clock.Advance(Duration.FromSeconds(_random.Next(3)));
            await session.CommitAsync(cancellationToken: scene.Token);
        }
    }

    private Instant Moment() => scene.Now - Duration.FromMilliseconds(_random.Next(100_000));

    private string Word() => Texts.InOrder[_random.Next(Texts.InOrder.Count)];

    private string? WordOrNull() => _random.Next(4) == 0 ? null : Word();

    private string Name() => $"n{_random.Next(5)}{Word()}";

    private async Task OnCustomerAsync(CrmSession session)
    {
        if (_customers.Count == 0 || _random.Next(4) == 0)
        {
            Customer made = session.NewCustomer(Name(), kind: (CustomerKind)_random.Next(2));
            _customers.Add(made.Key);
            return;
        }

        Customer customer = await session.CustomerAsync(new CustomerId(Any(_customers)), scene.Token);
        if (Shared(customer))
        {
            return;
        }

        switch (_random.Next(6))
        {
            case 0:
                customer.Rename(Name(), Moment());
                break;
            case 1:
                customer.Reach(WordOrNull(), WordOrNull(), Moment());
                break;
            case 2:
                customer.Describe(WordOrNull(), WordOrNull(), Moment());
                break;
            case 3:
                customer.AssignTo(WordOrNull(), Moment());
                break;
            case 4:
                customer.MoveTo((LifecycleStage)_random.Next(3), Moment());
                break;
            default:
                Guid parent = Any(_customers);
                customer.PlaceUnder(parent == customer.Key ? null : new CustomerId(parent), Moment());
                break;
        }
    }

    private async Task OnSpecimenAsync(CrmSession session)
    {
        AggregateSet<Specimen, SpecimenId> set = session.Set<Specimen, SpecimenId>();
        if (_specimens.Count == 0 || _random.Next(4) == 0)
        {
            var made = Specimen.Make(scene.NewId(), State());
            set.Add(made);
            _specimens.Add(made.Key);
            return;
        }

        Specimen specimen = await set.FindAsync(new SpecimenId(Any(_specimens)), scene.Token)
            ?? throw new ConformanceException("A specimen that was committed is looked for.", "it is found", "null");
        if (!Shared(specimen))
        {
            specimen.Change(State());
        }
    }

    private SpecimenChanged State() => new()
    {
        OccurredAt = Moment(), Title = Word(), Note = PersonalText.Of(WordOrNull()), Colour = (Colour)_random.Next(3),
        Count = _random.Next(3) == 0 ? null : _random.NextInt64(), Flagged = _random.Next(2) == 0, At = _random.Next(3) == 0 ? null : Moment(),
        Day = _random.Next(3) == 0 ? null : new LocalDate(2000, 1, 1).PlusDays(_random.Next(20000)),
        Price = _random.Next(3) == 0 ? null : new Money(_random.NextInt64(-100_000_000, 100_000_000), Currency.Get(_random.Next(3) == 0 ? "JPY" : "EUR")),
        Next = _random.Next(3) == 0 || _specimens.Count == 0 ? null : new SpecimenId(Any(_specimens)),
        Tags = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Word())],
    };

    // What every aggregate can do; true when that was it.
    private bool Shared(Aggregate aggregate)
    {
        if (aggregate.IsArchived)
        {
            aggregate.Restore(Moment());
            return true;
        }

        switch (_random.Next(11))
        {
            case 6:
                aggregate.Unidentify($"s{_random.Next(2)}", Moment());
                return true;
            case 0:
                aggregate.Archive(Moment());
                return true;
            case 1:
                aggregate.Identify(new ExternalId($"s{_random.Next(2)}", $"{aggregate.Key:N}{_random.Next(3)}"), Moment());
                return true;
            case 2:
                aggregate.Set(Schemas.Size, _random.NextInt64(), Moment());
                return true;
            case 3:
                aggregate.Set(Schemas.Nickname, Word(), Moment());
                return true;
            case 4:
                aggregate.Set(Schemas.Vip, _random.Next(2) == 0, Moment());
                return true;
            case 5:
                aggregate.Clear(Schemas.Nickname, Moment());
                return true;
            default:
                return false;
        }
    }

    private Guid Any(List<Guid> ids) => ids[_random.Next(ids.Count)];
}
