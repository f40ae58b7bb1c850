#pragma once

#include <QColor>
#include <QPalette>

class QApplication;

namespace espalier {

/// What a colour means; views never name colours themselves.
enum class Role {
    Background,
    Panel,
    Raised, ///< chips, buttons, selected rows
    Line,   ///< hairlines
    Text,
    Dim,    ///< captions, line numbers
    Accent, ///< selection, lineage, running
    OnAccent,
    Good, ///< the number that matters
    Bad,  ///< failure; always with a glyph and a word
    DiffAdd,
    DiffAddWord,
    DiffRemove,
    DiffRemoveWord,
    CodeKeyword,
    CodeString,
    CodeNumber,
    CodeDirective,
};

/// The colours of a light or a dark window. A small value, made from a palette whenever that changes.
class Theme
{
public:
    static Theme light();
    static Theme dark();
    /// By the lightness of the palette's base colour.
    static Theme fromPalette(const QPalette& palette);

    bool isDark() const { return m_dark; }
    QColor color(Role role) const;
    /// Blue below 1×, grey at 1×, amber above, on log2(speedup) from ¼× to 4×; readable with the common colour-vision
    /// deficiencies because lightness changes too.
    QColor ramp(double speedup) const;
    /// The palette that makes ordinary widgets match.
    QPalette palette() const;

private:
    explicit Theme(bool dark) : m_dark(dark) {}
    bool m_dark = false;
};

/// The flat style with our palette. `name` is "light" or "dark"; anything else follows the desktop's palette.
void applyTheme(QApplication& application, const QString& name);

} // namespace espalier
