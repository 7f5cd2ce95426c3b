"""What would change it: levers, and a monthly model of a hub and its members.

Files: `model` says what the parameters and inputs are, `simulate` runs it, `fit` learns the parameters from calls and answers,
`world` makes the inputs of one alliance as of a day, `levers` change them. All of it is a model, and every form of it says so.
"""
