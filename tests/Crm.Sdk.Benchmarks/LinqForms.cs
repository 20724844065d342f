namespace Crm.Sdk.Benchmarks;

/// <summary>The twenty metrics of trade.crm as a program without an engine would compute them, for every month and segment and for all.</summary>
internal static class LinqForms
{
    public const int Metrics = 20;

    private const int Groups = Trade.Segments + 1;

    /// <summary>One pass: every fact goes to the bag of its month and of each of its segments.</summary>
    public static double?[] SinglePass(Trade trade)
    {
        var bags = trade.Deals
            .SelectMany(d => trade.Shoppers[d.Customer - 1].Groups, (d, group) => (Key: (d.Month * Groups) + group, Deal: d))
            .AggregateBy(x => x.Key, _ => new Bag(), (bag, x) => bag.Add(x.Deal))
            .ToDictionary();
        return [.. Enumerable.Range(0, Trade.Months * Groups).SelectMany(key => (bags.GetValueOrDefault(key) ?? new Bag()).Finish())];
    }

    /// <summary>A query for each metric over the facts of each month and segment.</summary>
    public static double?[] PerMetric(Trade trade)
    {
        Func<IReadOnlyList<Deal>, double?>[] metrics =
        [
            d => d.Count,
            d => d.Count(x => x.Status == 1),
            d => (double)d.Where(x => x.Status == 1).Sum(x => x.Amount),
            d => Ratio((double)d.Where(x => x.Status == 1).Sum(x => x.Amount), d.Count(x => x.Status == 1)),
            d => d.Where(x => x.Status == 1).Sum(x => (long)x.Quantity),
            d => Ratio(d.Where(x => x.Status == 1).Sum(x => (long)x.Quantity), d.Count(x => x.Status == 1)),
            d => d.Select(x => x.Customer).Distinct().Count(),
            d => d.Where(x => x.Status == 1).Select(x => x.Customer).Distinct().Count(),
            d => Ratio(d.Where(x => x.Status == 1).GroupBy(x => x.Customer).Count(g => g.Count() >= 2), d.Where(x => x.Status == 1).Select(x => x.Customer).Distinct().Count()),
            d => Ratio((double)d.Where(x => x.Status == 1).Sum(x => x.Amount), d.Where(x => x.Status == 1).Select(x => x.Customer).Distinct().Count()),
            d => Ratio(100.0 * (d.Count(x => x.Score >= 9) - d.Count(x => x.Score <= 6)), d.Count(x => x.Score is not null)),
            d => Ratio(d.Count(x => x.Score >= 8 && x.Channel == 3), d.Count(x => x.Score is not null && x.Channel == 3)),
            d => Ratio(d.Count(x => x.Status == 1), d.Count(x => x.Status <= 2)),
            d => Median([.. d.Select(x => x.Minutes).Order()]),
            d => Nearest([.. d.Select(x => x.Minutes).Order()]),
            d => Ratio((double)d.Where(x => x.Status == 4).Sum(x => x.Amount), (double)d.Where(x => x.Status is 1 or 4).Sum(x => x.Amount)),
            d => Ratio((double)d.Where(x => x.Status == 1 && x.Channel <= 1).Sum(x => x.Amount), (double)d.Where(x => x.Status == 1).Sum(x => x.Amount)),
            d => d.Count(x => x.Status == 1 && x.Amount >= 500),
            d => (double?)d.Where(x => x.Status == 1).Max(x => (decimal?)x.Amount),
            d => d.Average(x => x.Score),
        ];
        var results = new List<double?>();
        var months = trade.Deals.GroupBy(d => d.Month).OrderBy(g => g.Key).Select(g => g.ToList());
        foreach (List<Deal> month in months)
        {
            for (int s = 0; s < Groups; s++)
            {
                List<Deal> group = s == Trade.Segments ? month : [.. month.Where(d => trade.Shoppers[d.Customer - 1].Flags[s])];
                results.AddRange(metrics.Select(m => m(group)));
            }
        }

        return [.. results];
    }

    private static double? Ratio(double above, double below) => below == 0 ? null : above / below;

    private static double? Median(int[] sorted) =>
        sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0;

    private static double? Nearest(int[] sorted) => sorted.Length == 0 ? null : sorted[(((sorted.Length * 9) + 9) / 10) - 1];

    private sealed class Bag
    {
        private readonly HashSet<int> _active = [];
        private readonly Dictionary<int, int> _paidBy = [];
        private readonly List<int> _minutes = [];
        private long _paid, _units, _promoters, _detractors, _answered, _phoneTop, _phone, _decided, _high, _scores;
        private decimal _revenue, _refunded, _online;
        private decimal? _largest;

        public Bag Add(Deal deal)
        {
            _active.Add(deal.Customer);
            _minutes.Add(deal.Minutes);
            if (deal.Status == 1)
            {
                _paid++;
                _revenue += deal.Amount;
                _units += deal.Quantity;
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_paidBy, deal.Customer, out _)++;
                _online += deal.Channel <= 1 ? deal.Amount : 0;
                _high += deal.Amount >= 500 ? 1 : 0;
                _largest = _largest is { } known && known >= deal.Amount ? known : deal.Amount;
            }

            _refunded += deal.Status == 4 ? deal.Amount : 0;
            _decided += deal.Status <= 2 ? 1 : 0;
            if (deal.Score is { } score)
            {
                _answered++;
                _scores += score;
                _promoters += score >= 9 ? 1 : 0;
                _detractors += score <= 6 ? 1 : 0;
                if (deal.Channel == 3)
                {
                    _phone++;
                    _phoneTop += score >= 8 ? 1 : 0;
                }
            }

            return this;
        }

        public double?[] Finish()
        {
            int[] minutes = [.. _minutes];
            Array.Sort(minutes);
            int buyers = _paidBy.Count;
            return
            [
                minutes.Length, _paid, (double)_revenue, Ratio((double)_revenue, _paid), _units, Ratio(_units, _paid), _active.Count, buyers,
                Ratio(_paidBy.Values.Count(n => n >= 2), buyers), Ratio((double)_revenue, buyers), Ratio(100.0 * (_promoters - _detractors), _answered),
                Ratio(_phoneTop, _phone), Ratio(_paid, _decided), Median(minutes), Nearest(minutes), Ratio((double)_refunded, (double)(_refunded + _revenue)),
                Ratio((double)_online, (double)_revenue), _high, (double?)_largest, Ratio(_scores, _answered),
            ];
        }
    }
}
