using Crm.Sdk.Objectives;
using Crm.Sdk.Storage;
using NodaTime;

namespace Crm.Sdk.Plans.Documents;

/// <summary>Plans as documents in a session.</summary>
public static class PlanDocumentSession
{
    extension(CrmSession session)
    {
        /// <summary>A plan with its objectives and the business objectives that these serve, and those in turn, as data.</summary>
        /// <param name="plan">The plan.</param>
        /// <param name="cancellationToken">Ends the call.</param>
        public async ValueTask<PlanDocument> ToDocumentAsync(CrmPlan plan, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(plan);
            List<SmartObjective> objectives = [.. plan.ObjectivesOf(await session.Objectives.ListAsync(q => q.OrderBy(o => o.Plan.Title), cancellationToken))];
            // What was put away and is still named is a part of the plan.
            foreach (ObjectiveId named in (plan.Content.Objectives?.Objectives ?? []).Select(o => o.Id).Except(objectives.Select(o => o.Id)).ToList())
            {
                if (await session.Objectives.FindAsync(named, cancellationToken) is { } putAway)
                {
                    objectives.Add(putAway);
                }
            }

            var all = (await session.BusinessObjectives.ListAsync(q => q.OrderBy(o => o.Due), cancellationToken)).ToDictionary(b => b.Id);
            var wanted = new HashSet<BusinessObjectiveId>();
            var open = new Queue<BusinessObjectiveId>((plan.Content.Objectives?.Business ?? []).Select(b => b.Id).Concat(objectives.SelectMany(o => o.Plan.Serves)));
            while (open.TryDequeue(out BusinessObjectiveId id))
            {
                if (!all.ContainsKey(id) && await session.BusinessObjectives.FindAsync(id, cancellationToken) is { } putAway)
                {
                    all[id] = putAway;
                }

                if (all.TryGetValue(id, out BusinessObjective? business) && wanted.Add(id) && business.Parent is { } parent)
                {
                    open.Enqueue(parent);
                }
            }

            return new PlanDocument
            {
                Id = plan.Id, Plan = plan.Body,
                Business = [.. all.Values.Where(b => wanted.Contains(b.Id)).OrderBy(b => b.Id.Value).Select(b => new BusinessObjectiveDocument
                {
                    Id = b.Id, Title = b.Title, Owner = b.Owner, Due = b.Due, Parent = b.Parent, Horizon = b.Horizon,
                })],
                Objectives = [.. objectives.OrderBy(o => o.Key).Select(o => new ObjectiveDocument { Id = o.Id, Objective = o.Body })],
            };
        }

        /// <summary>
        /// Takes over a plan with its objectives as a document has them: what the store lacks is added, what differs is changed, and
        /// nothing else is touched. The commit writes it.
        /// </summary>
        /// <param name="document">The plan, without findings.</param>
        /// <param name="reason">Why, for the log.</param>
        /// <param name="at">When.</param>
        /// <param name="cancellationToken">Ends the call.</param>
        /// <returns>The plan.</returns>
        /// <exception cref="ArgumentException">
        /// The reason is empty, the plan lacks its title, its owner or its time, a business objective its title or its owner, an objective
        /// what it must have or is active and not SMART, or the document says that the plan is in
        /// review or published where <see cref="CrmPlan.Submit(IEnumerable{SmartObjective}, Instant)"/> or <see cref="CrmPlan.Publish"/>
        /// would refuse it. A plan that the store has in that state already is not asked again. Nothing was changed then.
        /// </exception>
        public async ValueTask<CrmPlan> TakeOverAsync(PlanDocument document, string reason, Instant at, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(document);
            CrmPlan? stored = await session.Plans.FindAsync(document.Id, cancellationToken);
            if (stored?.State != document.Plan.State && PlanGate.ProblemsOf(document.Plan, document.ObjectivesOfPlan, changed: stored is null).FirstOrDefault() is { } problem)
            {
                throw new ArgumentException($"The plan '{document.Plan.Title}' cannot be taken over. {problem} Set its state to Draft, and submit and publish it.", nameof(document));
            }

            // Before anything is touched: what is taken over is taken over as a whole.
            ArgumentException.ThrowIfNullOrWhiteSpace(reason);
            if ((CrmPlan.ProblemOf(document.Plan) ?? document.Objectives.Select(o => SmartObjective.ProblemOf(o.Objective)).FirstOrDefault(p => p is not null)
                ?? document.Business.Where(b => string.IsNullOrWhiteSpace(b.Title) || string.IsNullOrWhiteSpace(b.Owner) || b.Parent == b.Id).Select(b => ((string, string)?)("business", $"The business objective '{b.Title}' needs a title and an owner, and serves another one than itself.")).FirstOrDefault()) is (_, var message))
            {
                throw new ArgumentException(message, nameof(document));
            }

            foreach (BusinessObjectiveDocument business in document.Business)
            {
                if (await session.BusinessObjectives.FindAsync(business.Id, cancellationToken) is { } known)
                {
                    known.Restate(business.Title, business.Owner, business.Due, at);
                    known.Place(business.Parent, business.Horizon, at);
                }
                else
                {
                    BusinessObjective stated = BusinessObjective.State(business.Id, business.Title, business.Owner, business.Due, at, business.Parent);
                    stated.Place(business.Parent, business.Horizon, at);
                    session.BusinessObjectives.Add(stated);
                }
            }

            var changes = new List<PlanChange>();
            foreach (ObjectiveDocument objective in document.Objectives)
            {
                if (await session.Objectives.FindAsync(objective.Id, cancellationToken) is { } known)
                {
                    changes.AddRange(document.ChangesOf(objective.Id, known.Plan, objective.Objective.Plan));
                    known.TakeOver(objective.Objective, reason, at);
                }
                else
                {
                    session.Objectives.Add(SmartObjective.TakeOver(objective.Id, objective.Objective, reason, at));
                }
            }

            if (stored is not null)
            {
                stored.TakeOver(document.Plan, reason, at, changes);
                return stored;
            }

            CrmPlan plan = CrmPlan.TakeOver(document.Id, document.Plan, reason, at);
            session.Plans.Add(plan);
            return plan;
        }
    }
}
