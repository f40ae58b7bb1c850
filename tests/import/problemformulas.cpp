#include "problemformulas.h"

#include "batchformulas.h"
#include "lossformulas.h"
#include "matrixformulas.h"
#include "poolformulas.h"
#include "scanformulas.h"
#include "windowformulas.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace espalier::test {
namespace {

using Inputs = std::vector<const float*>;
using Values = std::vector<double>;

std::size_t product(std::initializer_list<std::int64_t> sizes)
{
    return static_cast<std::size_t>(std::accumulate(sizes.begin(), sizes.end(), std::int64_t{1}, std::multiplies<>()));
}

Values values(const float* data, std::size_t count)
{
    return {data, data + count};
}

Values each(Values list, double (*function)(double))
{
    std::transform(list.begin(), list.end(), list.begin(), function);
    return list;
}

/// Row by row.
Values byRow(Values list, std::int64_t length, const std::function<void(double* row, std::int64_t)>& function)
{
    for (std::size_t at = 0; at < list.size(); at += static_cast<std::size_t>(length)) {
        function(list.data() + at, length);
    }
    return list;
}

/// y = x wT + b, with w as [out, in]; no b where null.
Values linear(const Values& x, const float* w, const float* b, std::int64_t in, std::int64_t out)
{
    Values y;
    for (std::size_t row = 0; row < x.size() / static_cast<std::size_t>(in); ++row) {
        for (std::int64_t o = 0; o < out; ++o) {
            double sum = b ? b[o] : 0;
            for (std::int64_t i = 0; i < in; ++i) {
                sum += x[row * static_cast<std::size_t>(in) + static_cast<std::size_t>(i)] * w[o * in + i];
            }
            y.push_back(sum);
        }
    }
    return y;
}

double relu(double x)
{
    return std::max(x, 0.0);
}

Values softmaxOfRows(const Sizes& d, const Inputs& in)
{
    return byRow(values(in[0], product({d.at("batch_size"), d.at("classes")})), d.at("classes"),
                 [](double* row, std::int64_t length) {
                     const double most = *std::max_element(row, row + length);
                     double sum = 0;
                     for (std::int64_t i = 0; i < length; ++i) {
                         row[i] = std::exp(row[i] - most);
                         sum += row[i];
                     }
                     std::transform(row, row + length, row, [sum](double x) { return x / sum; });
                 });
}

Values productOfMatrices(const Sizes& d, const Inputs& in)
{
    const std::int64_t m = d.at("m");
    const std::int64_t k = d.at("k");
    const std::int64_t n = d.at("n");
    Values y(product({m, n}));
    for (std::int64_t i = 0; i < m; ++i) {
        for (std::int64_t j = 0; j < n; ++j) {
            for (std::int64_t p = 0; p < k; ++p) {
                y[static_cast<std::size_t>(i * n + j)] += static_cast<double>(in[0][i * k + p]) * in[1][p * n + j];
            }
        }
    }
    return y;
}

Values meanOverTheMiddle(const Sizes& d, const Inputs& in)
{
    const std::int64_t batch = d.at("batch_size");
    const std::int64_t middle = d.at("size");
    const std::int64_t last = d.at("size_2");
    Values y(product({batch, last}));
    for (std::int64_t b = 0; b < batch; ++b) {
        for (std::int64_t i = 0; i < middle * last; ++i) {
            y[static_cast<std::size_t>(b * last + i % last)] +=
                static_cast<double>(in[0][b * middle * last + i]) / static_cast<double>(middle);
        }
    }
    return y;
}

Values unitLength(const Sizes& d, const Inputs& in)
{
    return byRow(values(in[0], product({d.at("n"), d.at("width")})), d.at("width"),
                 [](double* row, std::int64_t length) {
                     const double norm = std::sqrt(std::inner_product(row, row + length, row, 0.0));
                     std::transform(row, row + length, row, [norm](double x) { return x / norm; });
                 });
}

Values absoluteNormalisation(const Sizes& d, const Inputs& in)
{
    return byRow(values(in[0], product({d.at("batch_size"), d.at("dim")})), d.at("dim"),
                 [](double* row, std::int64_t length) {
                     double sum = 0;
                     std::for_each(row, row + length, [&sum](double x) { sum += std::abs(x); });
                     const double mean = sum / static_cast<double>(length);
                     std::transform(row, row + length, row, [mean](double x) { return x / mean; });
                 });
}

Values layerNormalisation(const Sizes& d, const Inputs& in)
{
    return byRow(values(in[0], product({d.at("tokens"), d.at("features")})), d.at("features"),
                 [&in](double* row, std::int64_t length) {
                     const auto count = static_cast<double>(length);
                     const double mean = std::accumulate(row, row + length, 0.0) / count;
                     double square = 0;
                     for (std::int64_t i = 0; i < length; ++i) {
                         square += (row[i] - mean) * (row[i] - mean) / count;
                     }
                     for (std::int64_t i = 0; i < length; ++i) {
                         row[i] = (row[i] - mean) / std::sqrt(square + 1e-5) * in[1][i] + in[2][i];
                     }
                 });
}

Values linearScaleGelu(const Sizes& d, const Inputs& in)
{
    const std::int64_t inside = d.at("in_features");
    return each(
        linear(values(in[0], product({d.at("batch_size"), inside})), in[1], in[2], inside, d.at("out_features")),
        [](double x) { return 0.25 * x * (1 + std::erf(0.5 * x / std::numbers::sqrt2)); });
}

Values linearBiasSigmoidSum(const Sizes& d, const Inputs& in)
{
    const std::int64_t outside = d.at("outside");
    const Values all =
        linear(values(in[0], product({d.at("batch"), d.at("inside")})), in[1], in[2], d.at("inside"), outside);
    Values y(product({d.at("batch")}));
    for (std::size_t i = 0; i < all.size(); ++i) {
        y[i / static_cast<std::size_t>(outside)] += 1 / (1 + std::exp(-all[i]));
    }
    return y;
}

Values perceptron(const Sizes& d, const Inputs& in)
{
    const Values hidden =
        each(linear(values(in[0], product({d.at("batch"), d.at("wide")})), in[1], in[2], d.at("wide"), d.at("middle")),
             relu);
    return linear(hidden, in[3], in[4], d.at("middle"), d.at("narrow"));
}

/// One head after the other, one query after the other.
Values attention(const Sizes& d, const Inputs& in)
{
    const std::int64_t length = d.at("length");
    const std::int64_t width = d.at("width");
    Values y;
    for (std::int64_t head = 0; head < d.at("batch") * d.at("heads"); ++head) {
        const auto at = [&](const float* data, std::int64_t row) { return data + (head * length + row) * width; };
        for (std::int64_t q = 0; q < length; ++q) {
            Values row(static_cast<std::size_t>(width));
            double weights = 0;
            for (std::int64_t k = 0; k < length; ++k) {
                const Values query(at(in[0], q), at(in[0], q) + width); // their products are not rounded to float
                const double score = std::inner_product(query.begin(), query.end(), at(in[1], k), 0.0);
                const double weight = std::exp(score / std::sqrt(static_cast<double>(width)));
                weights += weight;
                for (std::int64_t i = 0; i < width; ++i) {
                    row[static_cast<std::size_t>(i)] += weight * at(in[2], k)[i];
                }
            }
            std::transform(row.begin(), row.end(), std::back_inserter(y), [weights](double x) { return x / weights; });
        }
    }
    return y;
}

} // namespace

const std::map<std::string, Formula>& problemFormulas()
{
    static const std::map<std::string, Formula> formulas = [] {
        std::map<std::string, Formula> all = windowFormulas();
        all.merge(scanFormulas());
        all.merge(matrixFormulas());
        all.merge(lossFormulas());
        all.merge(batchFormulas());
        all.merge(poolFormulas());
        all.merge(std::map<std::string, Formula>{
            {"l1_1_rectify",
             [](const Sizes& d, const Inputs& in) {
                 return each(values(in[0], product({d.at("rows"), d.at("cols")})), relu);
             }},
            {"l1_2_softmax_of_rows", softmaxOfRows},
            {"l1_3_product", productOfMatrices},
            {"l1_4_mean_over_the_middle", meanOverTheMiddle},
            {"l1_5_unit_length", unitLength},
            {"l1_33_absolute_normalisation", absoluteNormalisation},
            {"l1_18_cubic_gelu",
             [](const Sizes& d, const Inputs& in) {
                 return each(values(in[0], product({d.at("height"), d.at("width")})), [](double x) {
                     return 0.5 * x * (1 + std::tanh(std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * x * x * x)));
                 });
             }},
            {"l1_19_frobenius",
             [](const Sizes& d, const Inputs& in) {
                 const std::int64_t elements = d.at("batch") * d.at("height") * d.at("width");
                 Values y = values(in[0], product({elements}));
                 const double norm = std::sqrt(std::inner_product(y.begin(), y.end(), y.begin(), 0.0));
                 std::transform(y.begin(), y.end(), y.begin(), [norm](double x) { return x / norm; });
                 return y;
             }},
            {"l3_6_attention", attention},
            {"l1_6_layer_normalisation", layerNormalisation},
            {"l1_7_tiny",
             [](const Sizes& d, const Inputs& in) {
                 return each(values(in[0], product({d.at("n"), d.at("m")})), [](double x) { return std::tanh(x); });
             }},
            {"l2_1_linear_scale_gelu", linearScaleGelu},
            {"l2_2_linear_bias_sigmoid_sum", linearBiasSigmoidSum},
            {"l3_1_perceptron", perceptron}});
        return all;
    }();
    return formulas;
}

} // namespace espalier::test
