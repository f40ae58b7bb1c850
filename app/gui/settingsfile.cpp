#include "app/gui/settingsfile.h"

#include "core/base/file.h"
#include "core/base/jsonmembers.h"
#include "core/graph/jsonreader.h"

#include <algorithm>
#include <array>

namespace espalier {
namespace {

constexpr int kVersion = 1;
constexpr std::size_t kLongest = std::size_t{1} << 20;
constexpr std::size_t kMostKeys = 1000;
constexpr std::array kThemes{"", "light", "dark", "contrast"};
constexpr std::array kLanguages{"", "en", "de", "zh_CN"};

Error broken(const std::string& why)
{
    return {ErrorKind::Usage, "the settings cannot be read", why, ""};
}

template <class Names>
bool isOneOf(const std::string& text, const Names& names)
{
    return std::ranges::find(names, text) != names.end();
}

QString fromUtf8(const std::string& text)
{
    return QString::fromStdString(text);
}

QByteArray bytes(const std::string& base64)
{
    return QByteArray::fromBase64(QByteArray::fromStdString(base64));
}

bool readKeys(const nlohmann::json& document, std::map<QString, QString>& keys)
{
    const nlohmann::json& list = memberOf(document, "keys");
    if (list.is_null()) {
        return !document.contains("keys");
    }
    if (!list.is_object() || list.size() > kMostKeys) {
        return false;
    }
    for (const auto& [name, value] : list.items()) {
        if (!value.is_string()) {
            return false;
        }
        keys[fromUtf8(name)] = fromUtf8(value.get<std::string>());
    }
    return true;
}

} // namespace

std::string toJson(const Settings& settings)
{
    nlohmann::json document{{"version", kVersion}};
    const auto put = [&document](const char* name, const std::string& text) {
        if (!text.empty()) {
            document[name] = text;
        }
    };
    put("theme", settings.theme.toStdString());
    put("language", settings.language.toStdString());
    put("store", settings.store.toStdString());
    put("layout", settings.layout.toBase64().toStdString());
    put("geometry", settings.geometry.toBase64().toStdString());
    put("charts", settings.charts.toStdString());
    if (settings.font > 0) {
        document["font"] = settings.font;
    }
    if (settings.reducedMotion) {
        document["reducedMotion"] = true;
    }
    if (settings.compact) {
        document["compact"] = true;
    }
    for (const auto& [name, keys] : settings.keys) {
        document["keys"][name.toStdString()] = keys.toStdString();
    }
    return document.dump(2) + "\n";
}

Result<Settings> settingsFromJson(std::string_view text)
{
    const nlohmann::json document = parsedObject(text);
    if (!document.is_object()) {
        return broken("they are no JSON object");
    }
    int version = 0;
    std::string theme;
    std::string language;
    std::string store;
    std::string layout;
    std::string geometry;
    std::string charts;
    Settings settings;
    JsonReader reader(document);
    reader.read("version", version);
    if (version > kVersion) {
        return Error{ErrorKind::Machine, "the settings are of a later version", "", ""};
    }
    reader.read("theme", theme);
    reader.read("language", language);
    reader.read("store", store);
    reader.read("layout", layout);
    reader.read("geometry", geometry);
    reader.read("charts", charts);
    reader.read("font", settings.font);
    reader.read("reducedMotion", settings.reducedMotion);
    reader.read("compact", settings.compact);
    if (!reader.ok() || version < 1 || !readKeys(document, settings.keys)) {
        return broken("a value is not of its type");
    }
    const bool size =
        settings.font == 0 || (settings.font >= Settings::kLeastFont && settings.font <= Settings::kMostFont);
    if (!isOneOf(theme, kThemes) || !isOneOf(language, kLanguages) || !size) {
        return broken("a value is none that can be chosen");
    }
    settings.theme = fromUtf8(theme);
    settings.language = fromUtf8(language);
    settings.store = fromUtf8(store);
    settings.layout = bytes(layout);
    settings.geometry = bytes(geometry);
    settings.charts = fromUtf8(charts);
    return settings;
}

Settings SettingsFile::read()
{
    std::error_code ignored;
    if (!std::filesystem::exists(m_path, ignored)) {
        return {};
    }
    const Result<std::string> text = readFile(m_path, kLongest);
    const Result<Settings> settings = text ? settingsFromJson(*text) : Result<Settings>(text.error());
    if (settings) {
        return *settings;
    }
    m_state = settings.error().kind == ErrorKind::Machine ? State::Foreign : State::Broken;
    if (m_state == State::Broken) {
        std::filesystem::rename(m_path, asideFile(), ignored);
    }
    return {};
}

Result<void> SettingsFile::write(const Settings& settings) const
{
    if (m_state == State::Foreign) {
        return {};
    }
    std::error_code failed;
    std::filesystem::create_directories(m_path.parent_path(), failed);
    if (failed) {
        return Error{ErrorKind::Machine, "the settings were not kept", failed.message(),
                     "see whether " + m_path.parent_path().string() + " can be written"};
    }
    return writeFileAtomic(m_path, toJson(settings));
}

} // namespace espalier
