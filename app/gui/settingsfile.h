#pragma once

#include "core/base/result.h"
#include "widgets/common/settings.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace espalier {

/// The settings as a JSON document, of what differs from those of a new window.
std::string toJson(const Settings& settings);
/// Refuses what is not of its type, unknown values and documents of a later version.
Result<Settings> settingsFromJson(std::string_view text);

/// Settings in a file, written as a whole or not at all. Several programs may share it; the last one to write wins.
class SettingsFile
{
public:
    explicit SettingsFile(std::filesystem::path path) : m_path(std::move(path)) {}

    enum class State {
        Fine,
        Broken, ///< not understood: put aside as asideFile(), defaults are used
        Foreign ///< of a later version, or not ours to read: left alone, nothing is written over it, defaults are used
    };

    Settings read();
    State state() const { return m_state; }
    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path asideFile() const { return m_path.string() + ".broken"; }
    Result<void> write(const Settings& settings) const;

private:
    std::filesystem::path m_path;
    State m_state = State::Fine;
};

} // namespace espalier
