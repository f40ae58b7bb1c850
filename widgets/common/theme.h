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
    Edge,   ///< of a field that takes input: 3:1 to what is around it
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

/// The colours of a light, a dark or a high-contrast window. A small value, made from a palette whenever that changes.
class Theme
{
public:
    enum class Kind { Light, Dark, HighContrast };

    static Theme light();
    static Theme dark();
    static Theme highContrast();
    /// By the palette's base colour: black is high contrast, else its lightness decides.
    static Theme fromPalette(const QPalette& palette);

    Kind kind() const { return m_kind; }
    QColor color(Role role) const;
    /// Of what cannot be used now; in high contrast captions are too bright to say so.
    QColor unavailable() const { return color(m_kind == Kind::HighContrast ? Role::Line : Role::Dim); }
    /// Blue below 1×, grey at 1×, amber above, on log2(speedup) from ¼× to 4×; readable with the common colour-vision
    /// deficiencies because lightness changes too.
    QColor ramp(double speedup) const;
    /// The palette that makes ordinary widgets match.
    QPalette palette() const;

private:
    explicit Theme(Kind kind) : m_kind(kind) {}
    Kind m_kind;
};

/// The flat style with our palette. `name` is "light", "dark" or "contrast"; anything else follows the desktop.
void applyTheme(QApplication& application, const QString& name);

} // namespace espalier
