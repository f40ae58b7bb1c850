#include "core/evaluate/paper/torchfigures.h"

#include "core/task/jsonreader.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::size_t kFileCap = std::size_t{4} << 20;
constexpr double kLongest = 1e7; ///< milliseconds
constexpr std::size_t kLongestNote = 2000;

TorchFigure readFigure(const nlohmann::json& value, const std::string& path, Complaints& complaints)
{
    ObjectReader reader(value, path, complaints);
    TorchFigure figure;
    figure.name = reader.text("name", 40);
    figure.correct = reader.boolean("correct");
    if (reader.has("reason")) {
        figure.reason = reader.text("reason", kLongestNote);
    }
    if (reader.has("error")) {
        reader.number("error", 0, 1e300); // the largest share of the tolerance, for people
    }
    if (figure.correct || reader.has("ms")) {
        figure.ms = {reader.number("ms", 0, kLongest), reader.number("low", 0, kLongest),
                     reader.number("high", 0, kLongest)};
        if (!(figure.ms.low > 0 && figure.ms.low <= figure.ms.value && figure.ms.value <= figure.ms.high)) {
            complaints.add(path + ".ms", "it does not lie between low and high, above 0", "measure it again");
        }
    }
    reader.finish();
    return figure;
}

} // namespace

const TorchFigure* TorchFigures::fastest(const std::string& row) const
{
    const auto found = rows.find(row);
    if (found == rows.end()) {
        return nullptr;
    }
    const auto best = std::ranges::min_element(
        found->second, {}, [](const TorchFigure& figure) { return std::pair(!figure.correct, figure.ms.value); });
    return best != found->second.end() && best->correct ? &*best : nullptr;
}

Result<TorchFigures> readTorchFigures(const std::filesystem::path& file)
{
    const Result<nlohmann::json> document = readStrictJson(file, kFileCap);
    if (!document) {
        return document.error();
    }
    Complaints complaints(file);
    ObjectReader reader(*document, "", complaints);
    TorchFigures figures;
    figures.device = reader.text("device");
    figures.version = reader.text("torch");
    for (const char* forPeople : {"date", "driver", "triton", "command"}) {
        if (reader.has(forPeople)) {
            reader.text(forPeople, kLongestNote);
        }
    }
    std::size_t number = 0;
    for (const nlohmann::json& item : reader.list("rows", 0, 500)) {
        const std::string path = "rows[" + std::to_string(number++) + "]";
        ObjectReader row(item, path, complaints);
        std::vector<TorchFigure>& list = figures.rows[row.text("row")];
        for (const nlohmann::json& figure : row.list("figures", 0, 32)) {
            list.push_back(readFigure(figure, path + ".figures[" + std::to_string(list.size()) + "]", complaints));
        }
        row.finish();
    }
    reader.finish();
    if (!complaints.empty()) {
        return complaints.first();
    }
    return figures;
}

} // namespace espalier
