using Crm.Sdk.Evaluation.Forecasts;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about forecasts.</summary>
public static class ForecastPage
{
    /// <summary>A series is forecast.</summary>
    public static Task Series(TextWriter output)
    {
        #region Series
        double[] orders = [31, 28, 34, 36, 33, 39, 41, 38, 40, 45, 43, 47];

        SeriesForecast third = SeriesForecast.Of(orders, weights: [0, 0, 1])!;
        SeriesForecast together = SeriesForecast.Of(orders, weights: [1, 1, 1])!;

        output.WriteLine($"the third month to come: {third.Mean:F1}, with 95 % between {third.Low:F1} and {third.High:F1}");
        output.WriteLine($"the three months together: {together.Mean:F1}, with 95 % between {together.Low:F1} and {together.High:F1}");
        output.WriteLine($"checked by simulation: {third.IsChecked}");
        #endregion
        return Task.CompletedTask;
    }
}
