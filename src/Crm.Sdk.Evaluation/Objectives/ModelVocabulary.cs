using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Objectives.Sentences;
using NodaTime;

namespace Crm.Sdk.Evaluation.Objectives;

/// <summary>What sentences about objectives may name, taken from a model.</summary>
public static class ModelVocabulary
{
    extension(CrmModel model)
    {
        /// <summary>The metrics and segments of the model, for <see cref="ObjectiveSentence.Parse"/>.</summary>
        /// <param name="today">The day on which sentences are read.</param>
        /// <param name="owners">The people who may own an objective, by the host's names; where there are none, any name will do.</param>
        public ObjectiveVocabulary ToVocabulary(LocalDate today, params IReadOnlyList<string> owners)
        {
            ArgumentNullException.ThrowIfNull(model);
            ArgumentNullException.ThrowIfNull(owners);
            return new ObjectiveVocabulary
            {
                Today = today,
                Owners = owners,
                Segments = [.. model.Segments.Keys.Order(StringComparer.Ordinal)],
                Metrics =
                [
                    .. model.Metrics.Values.OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => new ObjectiveMetric
                    {
                        Name = m.Name, Title = m.Title, Unit = m.Unit.Name, AddsUp = ObjectiveSeries.AddsUp(m.Value),
                        MoreIsBetter = m.Better switch { Direction.Up => true, Direction.Down => false, _ => null },
                    }),
                ],
            };
        }
    }
}
