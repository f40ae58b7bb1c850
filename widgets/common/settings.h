#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <map>

namespace espalier {

/// What a person has chosen, and how the window was left. The values here are those of a new window; only what differs
/// from them is kept (app/gui/settingsfile).
struct Settings
{
    static constexpr double kLeastFont = 7; ///< points
    static constexpr double kMostFont = 18;

    QString theme;    ///< light, dark or contrast; empty: as the desktop
    double font = 0;  ///< points; 0: the desktop's
    QString language; ///< en, de or zh_CN; empty: the desktop's
    bool reducedMotion = false;
    bool compact = false;              ///< the tree in as few rows as it needs
    QString store;                     ///< folder of the usual store; empty: the standard one
    std::map<QString, QString> keys{}; ///< by actionName(); portable text, empty for none
    QByteArray layout{};               ///< of the panels; empty: as in a new window
    QByteArray geometry{};             ///< of the window; empty: as in a new window
    QString charts{};                  ///< which are shown, ChartArea::layoutText(); empty: as in a new window

    bool operator==(const Settings&) const = default;
};

} // namespace espalier

Q_DECLARE_METATYPE(espalier::Settings)
