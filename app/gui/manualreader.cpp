#include "app/gui/manualreader.h"

#include "core/base/file.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace espalier {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 20; ///< of a page or a picture

std::map<QString, QByteArray> picturesOf(const QString& markdown, const std::filesystem::path& folder)
{
    // A name without a slash: what lies outside the folder is no part of the manual.
    static const QRegularExpression shown(QStringLiteral(R"(!\[[^\]]*\]\(([a-z0-9-]+\.png)\))"));
    std::map<QString, QByteArray> pictures;
    for (auto at = shown.globalMatch(markdown); at.hasNext();) {
        const QString name = at.next().captured(1);
        if (const Result<std::string> bytes = readFile(folder / name.toStdString(), kMostBytes)) {
            pictures.emplace(name, QByteArray::fromStdString(*bytes));
        }
    }
    return pictures;
}

} // namespace

std::vector<HelpPage> readManual(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.path().extension() == ".md") {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files, {}, [](const auto& file) { return std::pair(file.stem() != "index", file.stem()); });
    std::vector<HelpPage> pages;
    for (const std::filesystem::path& file : files) {
        if (const Result<std::string> text = readFile(file, kMostBytes)) {
            const QString markdown = QString::fromStdString(*text);
            // A page's title is its first heading.
            QString title = markdown.section(QLatin1Char('\n'), 0, 0);
            title.remove(QLatin1Char('#'));
            pages.push_back({title.trimmed(), markdown, QString::fromStdString(file.stem().string()),
                             picturesOf(markdown, folder)});
        }
    }
    return pages;
}

} // namespace espalier
