#pragma once

#include <QWidget>

class QLabel;

namespace espalier {

class FlatButton;

/// A part of the session's steering in the top bar: its name, its present value and, while a change waits for the
/// search, «pending…»; pressed to change it.
class SteerButton : public QWidget
{
    Q_OBJECT
public:
    SteerButton(const QString& name, int width, QWidget* parent = nullptr);

    /// The value that is asked for; with `pending` the search has yet to take it up.
    void setValue(const QString& value, bool pending);
    QString value() const { return m_value; }
    bool isPending() const { return m_pending; }
    FlatButton& button() { return *m_button; }

    QSize sizeHint() const override;
    /// Values are shortened before the window is made wide.
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void pressed();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    QString m_name;
    QString m_value;
    int m_usualWidth; ///< for text of the usual height
    int m_fullWidth = 0;
    bool m_pending = false;
    QLabel* m_caption;
    FlatButton* m_button;
};

} // namespace espalier
