#pragma once

#include <QToolButton>

namespace espalier {

/// A push button without gradient or shadow: a raised rectangle with a hairline, filled with the accent while checked.
/// Quiet buttons have no rectangle until the pointer is over them.
class FlatButton : public QToolButton
{
    Q_OBJECT
public:
    explicit FlatButton(QWidget* parent = nullptr);
    /// With the action's text, shortcut in the tooltip, enabled state and check mark.
    FlatButton(QAction* action, QWidget* parent);

    void setQuiet(bool quiet) { m_quiet = quiet; }
    /// Quiet, and its text begins where a label's would; pointed at, the text takes the accent colour.
    void setFlush(bool flush);
    /// Text in the accent colour: something to do, as a link.
    void setLink(bool link) { m_link = link; }
    /// Shown after the text in the caption colour: the shortcut.
    void setKeyText(const QString& text);
    /// The icon stands alone, where a bar has no room for words; tool tip and accessible name have them.
    void setWordless(bool wordless);
    bool isWordless() const { return m_wordless; }
    /// Pixels that the words add to the icon.
    int widthOfWords() const;
    /// Where there is no room for its words they end in «…», as an ElidedLabel's.
    void setShrinks();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString shownText(int width) const;

    bool m_quiet = false;
    bool m_link = false;
    bool m_flush = false;
    bool m_wordless = false;
    bool m_shrinks = false;
    QString m_key;
};

} // namespace espalier
